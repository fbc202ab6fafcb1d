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
_COUNTS = {"un": 1, "une": 1, "a": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4}
_SPAN = re.compile(rf"\b(?:dans|d'ici|in)\s+(\d{{1,2}}|{'|'.join(_COUNTS)})\s+(jours?|days?|semaines?|weeks?)\b")
_RELATIVE = [
    (r"apres[- ]?demain|day after tomorrow", 2), (r"\bdemain|\btomorrow|\btmrw|\b2m1", 1),
    (r"avant[- ]?hier", -2), (r"\bhier\b|\byesterday", -1),
    (r"aujourd'?hui|\btoday|\btonight|\bce matin|\bnow\b|maintenant", 0),
]
_THIS_EVENING = re.compile(r"\bsoir\b|cette nuit")   # unless a day is named: "lundi soir"

_HALF = r"(?P<half>a\.?m\b|p\.?m\b|du soir|de l'pm)"
_HOUR = re.compile(
    r"\b(?P<hour>\d{1,2})(?:\s*(?:h(?:eures?|rs?)?(?![a-z])|:)\s*(?P<minute>\d{2})?\s*" + _HALF + r"?|\s*" +
    _HALF.replace("half", "bare") + ")"
)


def parse_day(text: str, today: date) -> date | None:
    """The day that a text names, or None.

    A bare weekday is its next occurrence (today included); a day and month without a year, the next to come.
    """
    said = re.sub(rf"\b(?:premier|first)(?= (?:of )?(?:{_MONTH})\b)", "1", plain(text))
    if re.search(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b", said):
        return _in_figures(said)
    for pattern, days in _RELATIVE:
        if re.search(pattern, said):
            return today + timedelta(days=days)
    this_evening = today if _THIS_EVENING.search(said) else None
    return _span(said, today) or _named_day(said, today) or _weekday(said, today) or this_evening


def _in_figures(said: str) -> date | None:
    """2031-03-24, 24/03/2031 or 03/24/2031; None when day and month may be either."""
    iso = re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", said)
    if iso:
        return _date(*(int(part) for part in iso.groups()))
    first, second, year = (int(part) for part in re.search(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", said).groups())
    if first <= 12 and second <= 12 and first != second:
        return None
    return _date(year, min(first, second), max(first, second))


def _span(said: str, today: date) -> date | None:
    match = _SPAN.search(said)
    if match is None:
        return None
    count = _COUNTS.get(match[1]) or int(match[1])
    return today + timedelta(days=count * (7 if match[2][0] in "sw" else 1))


def _named_day(said: str, today: date) -> date | None:
    match = re.search(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b(?:\s+(\d{{4}}))?", said)
    day, month, year = match.groups() if match else (None, None, None)
    if match is None:
        match = re.search(rf"\b({_MONTH})\.?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", said)
        month, day, year = match.groups() if match else (None, None, None)
    if match is None:
        return None
    if year:
        return _date(int(year), _MONTHS[month], int(day))
    coming = (_date(today.year + ahead, _MONTHS[month], int(day)) for ahead in range(9))   # February 29 may be far
    return next((found for found in coming if found and found >= today), None)


def _weekday(said: str, today: date) -> date | None:
    match = re.search(rf"\b({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b", said)
    if not match:
        return None
    ahead = (_WEEKDAYS[match[1]] - today.weekday()) % 7
    if re.search(r"\b(?:passee?|derniere?|last)\b", said):
        return today - timedelta(days=7 - ahead if ahead else 7)
    return today + timedelta(days=ahead)


def parse_time(text: str) -> time | None:
    """The hour that a text names (14h30, 14 h, 2:30 pm, midi), or None."""
    said = re.sub(r"\bapres[- ]midi\b", "pm", plain(text))
    if re.search(r"\bmidi\b|\bnoon\b", said):
        return time(12)
    if re.search(r"\bminuit\b|\bmidnight\b", said):
        return time(0)
    for match in _HOUR.finditer(said):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = match["half"] or match["bare"] or ""
        if half.startswith(("p", "du soir", "de l'pm")) and hour < 12:
            hour += 12
        if half.startswith("a") and hour == 12:
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
