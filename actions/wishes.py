"""When an appointment would suit: a day, a week, a month, a part of the day."""
from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from actions.dates import month_named, names_weekday, parse_day
from actions.hours import parse_time
from nlu.text import plain

_NEXT_WEEK = re.compile(r"\b(?:semaine prochaine|prochaine semaine|l'?autre semaine|semaine d'apres|next week|following week)\b")
_THIS_WEEK = re.compile(r"\b(?:cette semaine|this week)\b")
_WEEK = re.compile(r"\b(?:semaines?|weeks?)\b")
_NEXT_MONTH = re.compile(r"\b(?:mois prochain|prochain mois|next month)\b")
_PARTS = {
    (time(0), time(12)): re.compile(r"\b(?:matin\w*|avant[- ]midi|am|a\.m|mornings?)\b"),
    (time(12), time(17)): re.compile(r"\b(?:apres[- ]midi|aprem|pm|p\.m|afternoons?)\b"),
    (time(17), time(23, 59)): re.compile(r"\b(?:soir\w*|evenings?)\b"),
}


class Wish(NamedTuple):
    """Days (both included) and hours (the last one not) that would suit; None where anything does."""

    first: date | None = None
    last: date | None = None
    since: time | None = None
    until: time | None = None
    at: time | None = None

    def fits(self, moment: datetime) -> bool:
        """Whether a moment, in the city's time, is within the days and hours."""
        day = self.first is None or self.first <= moment.date() <= (self.last or self.first)
        return day and (self.since is None or self.since <= moment.time() < self.until)


def wish(text: str, now: datetime) -> Wish | None:
    """What a text wishes, or None."""
    said = plain(text)
    first, last = _days(said, now.date())
    since, until = next((hours for hours, words in _PARTS.items() if words.search(said)), (None, None))
    at = parse_time(text)
    if at and first is None and since is None:
        since, until = at.replace(minute=0), time(min(at.hour + 1, 23), 0 if at.hour < 23 else 59)
    found = Wish(first, last, since, until, at)
    return found if first or since else None


def _days(said: str, today: date) -> tuple[date | None, date | None]:
    day, monday = parse_day(said, today), today - timedelta(days=today.weekday())
    if _NEXT_WEEK.search(said):
        next_monday = monday + timedelta(days=7)
        if day and names_weekday(said):
            return next_monday + timedelta(days=day.weekday()), None
        return next_monday, next_monday + timedelta(days=6)
    if _THIS_WEEK.search(said):
        return (today, monday + timedelta(days=6)) if not day else (day, None)
    if day and _WEEK.search(said):
        first = day - timedelta(days=day.weekday())
        return max(first, today), first + timedelta(days=6)
    if day:
        return day, None
    month = today.month % 12 + 1 if _NEXT_MONTH.search(said) else month_named(said)
    if month:
        year = today.year + (month < today.month)
        return max(today, date(year, month, 1)), date(year, month, monthrange(year, month)[1])
    return None, None
