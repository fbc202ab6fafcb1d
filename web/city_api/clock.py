"""Moments and days in the city's time zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from guichet_web.profile import city_profile


def zone() -> ZoneInfo:
    """The city's time zone."""
    return city_profile().timezone


def now() -> datetime:
    """This moment, in the city's time zone."""
    return timezone.now().astimezone(zone())


def today() -> date:
    """This day in the city."""
    return now().date()


def at(day: date, moment: time) -> datetime:
    """A wall-clock time of a day in the city."""
    return datetime.combine(day, moment, tzinfo=zone())


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def iso(moment: datetime | None) -> str | None:
    """RFC 3339 with the city's offset, to the second; None stays None."""
    return moment.astimezone(zone()).isoformat(timespec="seconds") if moment else None
