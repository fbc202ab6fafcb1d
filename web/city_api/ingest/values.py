"""Turns the words of a file into dates, moments, numbers and flags."""

import re
from datetime import date, datetime, time, timedelta

from django.utils.dateparse import parse_datetime

from city_api import clock

from .source import Entry

RELATIVE = re.compile(r"^today\s*([+-]\s*\d+)?(?:T(\d{2}:\d{2}(?::\d{2})?))?$")
BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def day(entry: Entry, name: str, required: bool = True) -> date | None:
    """An ISO day, or `today+3`; raises IngestError."""
    value = entry.need(name) if required else entry.get(name)
    if value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    relative = RELATIVE.match(str(value))
    try:
        return _shifted(relative) if relative else date.fromisoformat(str(value))
    except (ValueError, OverflowError):
        raise entry.fail(f"{name} is not a day: {value}") from None


def moment(entry: Entry, name: str, required: bool = True) -> datetime | None:
    """A date and time of the city, or `today+1T19:00`; a day alone is its midnight. Raises IngestError."""
    value = entry.need(name) if required else entry.get(name)
    if value == "":
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=clock.zone())
    relative = RELATIVE.match(str(value))
    try:
        if relative:
            return clock.at(_shifted(relative), time.fromisoformat(relative.group(2) or "00:00"))
        parsed = parse_datetime(str(value)) or clock.at(date.fromisoformat(str(value)), time())
    except (ValueError, OverflowError):
        raise entry.fail(f"{name} is not a date and time: {value}") from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=clock.zone())


def clock_time(entry: Entry, name: str) -> time:
    """A time HH:MM; raises IngestError."""
    value = entry.need(name)
    if isinstance(value, int):  # YAML 1.1 reads an unquoted 17:30 as a number of base 60
        value = f"{value // 60:02d}:{value % 60:02d}"
    try:
        return time.fromisoformat(str(value).zfill(5))
    except ValueError:
        raise entry.fail(f"{name} is not a time: {value}") from None


def number(entry: Entry, name: str) -> float | None:
    """A decimal number, None when empty; raises IngestError."""
    value = entry.get(name)
    try:
        return float(value) if value != "" else None
    except (TypeError, ValueError):
        raise entry.fail(f"{name} is not a number: {value}") from None


def flag(entry: Entry, name: str) -> bool | None:
    """True, False, or None when empty; raises IngestError."""
    value = entry.get(name)
    if value == "" or isinstance(value, bool):
        return None if value == "" else value
    try:
        return BOOLEANS[str(value).casefold()]
    except KeyError:
        raise entry.fail(f"{name} is neither true nor false: {value}") from None


def texts(entry: Entry, *names: str) -> dict[str, str]:
    """Columns `name_fr` and `name_en` of several texts, empty when absent."""
    columns = [f"{name}_{lang}" for name in names for lang in ("fr", "en")]
    return {column: str(entry.get(column)).strip() for column in columns}


def list_texts(entry: Entry, *names: str) -> dict[str, str]:
    """The same for lists, kept one entry a line."""
    columns = [f"{name}_{lang}" for name in names for lang in ("fr", "en")]
    return {column: "\n".join(str(item).strip() for item in entry.items(column)) for column in columns}


def days_of_week(entry: Entry, name: str) -> str:
    """A list of days as the columns keep it: `mon,wed`."""
    return ",".join(str(item) for item in entry.items(name))


def _shifted(match: re.Match) -> date:
    offset = (match.group(1) or "0").replace(" ", "")
    return clock.today() + timedelta(days=int(offset))
