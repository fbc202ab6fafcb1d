"""Days and hours as citizens write them, in French and English."""
from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from nlu.text import plain

# No short forms that are also words: "mon bac", "mer", "sun".
_DAYS = ["lundi monday", "mardi tuesday tues", "mercredi wednesday", "jeudi thursday thurs", "vendredi friday",
         "samedi saturday", "dimanche sunday"]
_WEEKDAYS = {name: i for i, names in enumerate(_DAYS) for name in names.split()}
_MONTH_NAMES = ["janvier january janv jan", "fevrier february fev feb", "mars march", "avril april avr apr", "mai may",
                "juin june", "juillet july juil jul", "aout august aug", "septembre september sept sep",
                "octobre october oct", "novembre november nov", "decembre december dec"]
_MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_RELATIVE = [
    (r"apres[- ]?demain|day after tomorrow", 2), (r"\bdemain|\btomorrow|\btmrw|\b2m1", 1),
    (r"avant[- ]?hier", -2), (r"\bhier\b|\byesterday", -1),
    (r"aujourd'?hui|\btoday|\bce soir|\btonight|\bce matin|cette nuit|\bnow\b|maintenant|\bsoir\b", 0),
]


def parse_day(text: str, today: date) -> date | None:
    """The day that a text names, or None.

    A bare weekday is its next occurrence (today included); a day and month without a year, the next to come.
    """
    said = plain(text)
    iso = re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", said)
    if iso:
        return _date(*(int(part) for part in iso.groups()))
    for pattern, days in _RELATIVE:
        if re.search(pattern, said):
            return today + timedelta(days=days)
    return _named_day(said, today) or _weekday(said, today)


def _named_day(said: str, today: date) -> date | None:
    match = re.search(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b(?:\s+(\d{{4}}))?", said)
    day, month, year = match.groups() if match else (None, None, None)
    if match is None:
        match = re.search(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", said)
        month, day, year = match.groups() if match else (None, None, None)
    if match is None:
        return None
    found = _date(int(year or today.year), _MONTHS[month], int(day))
    return _date(today.year + 1, found.month, found.day) if found and not year and found < today else found


def _weekday(said: str, today: date) -> date | None:
    match = re.search(rf"\b({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b", said)
    if not match:
        return None
    return today + timedelta(days=(_WEEKDAYS[match[1]] - today.weekday()) % 7)


def parse_time(text: str) -> time | None:
    """The hour that a text names (14h30, 14 h, 2:30 pm, midi), or None."""
    said = plain(text)
    if re.search(r"\bmidi\b|\bnoon\b", said):
        return time(12)
    for match in re.finditer(r"\b(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?\s*(a\.?m\b|p\.?m\b)?", said):
        if not re.search(r"[h:]|[ap]\.?m", match.group()):
            continue
        hour, minute = int(match[1]), int(match[2] or 0)
        if match[3] and match[3].startswith("p") and hour < 12:
            hour += 12
        if match[3] and match[3].startswith("a") and hour == 12:
            hour = 0
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return None


def parse_moment(text: str, now: datetime) -> datetime | None:
    """Day and hour together; the present day when only an hour is named; None when neither is."""
    day, at = parse_day(text, now.date()), parse_time(text)
    if day is None and at is None:
        return None
    return datetime.combine(day or now.date(), at or time(12), tzinfo=now.tzinfo)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
