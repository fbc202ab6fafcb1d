"""Until when a message is answered, and when the desk opens, from the city profile."""
from __future__ import annotations

from datetime import datetime, time, timedelta

from actions.turn import Turn
from cities.hours import OpeningHours
from cities.profile import Profile

HOURS = 8                # of work, when the profile commits to nothing else
DAYS = 2                 # of work, when the city has not given its hours
END_OF_DAY = time(16, 30)


def answer_by(profile: Profile, now: datetime) -> datetime:
    """The moment by which a message left now is answered, in the city's time."""
    hours = _desk_hours(profile)
    due = hours.working_hours_after(now, _committed(profile)) if hours.known else None
    return due or _working_days_after(hours, now, DAYS)


def next_desk_opening(turn: Turn) -> datetime | None:
    """When agents are back; None when the city has not given its hours."""
    return _desk_hours(turn.profile).next_opening(turn.now)


def _desk_hours(profile: Profile) -> OpeningHours:
    desk, office = profile.desk.hours, profile.contact.hours
    return desk if desk.known else office


def _committed(profile: Profile) -> float:
    level = profile.service_levels.get("talk_to_human")
    given = profile.raw["desk"].get("answer_within_hours")
    return (level and level.resolved) or (given if isinstance(given, (int, float)) and given > 0 else HOURS)


def _working_days_after(hours: OpeningHours, now: datetime, days: int) -> datetime:
    day = now.date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and not hours.is_closed_day(day)
    return datetime.combine(day, END_OF_DAY, tzinfo=now.tzinfo)
