"""GTFS time: seconds after noon minus twelve hours of the service day, so that a change of clock shifts nothing."""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

HALF_DAY = timedelta(hours=12)


def start(day: date, zone: ZoneInfo) -> datetime:
    """Noon minus 12 hours, in UTC: midnight, but on the two days a year when the clocks change."""
    return datetime.combine(day, time(12), tzinfo=zone).astimezone(timezone.utc) - HALF_DAY


def moment(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    """The instant of a GTFS time such as 25:10:00 (90600 seconds) of a service day, in UTC."""
    return start(day, zone) + timedelta(seconds=seconds)


def seconds(day: date, instant: datetime, zone: ZoneInfo) -> int:
    """The GTFS time of an instant, seen from a service day; negative before it begins."""
    return int((instant - start(day, zone)).total_seconds())
