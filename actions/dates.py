"""Days as citizens write them, in French and English."""
from __future__ import annotations

import re
from datetime import date, timedelta

from actions.numbers import COUNT, count
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
_MONTH_WORD = rf"\b(?:{_MONTH})\b"
_UNITS = r"(jours?|days?|semaines?|weeks?|mois|months?)"
_SPAN = re.compile(rf"\b(?:dans|d'ici|in)\s+({COUNT})\s+{_UNITS}\b")
_AGO = [
    re.compile(rf"\b(?:il y a|y a|ya|ca fait|cela fait|voila|depuis|for(?: the past| the last)?)\s+({COUNT})\s+"
               rf"(?:(?:of|de) )?{_UNITS}\b"),
    re.compile(rf"\b({COUNT})\s+(?:(?:of|de) )?{_UNITS}\s+(?:ago|passee?s?|plus tot|earlier)\b"),
]
_LAST = re.compile(
    r"\b(?:la |le )?(?P<unit>fin de semaine|semaine|mois|week[- ]?end|fds) (?:passee?|derniere?)\b|"
    r"\blast (?P<en>week[- ]?end|week|month)\b"
)
_RELATIVE = [
    (r"apres[- ]?demain|day after tomorrow", 2), (r"\bdemain|\btomorrow|\btmrw|\b2m1", 1),
    (r"avant[- ]?hier|day before yesterday", -2), (r"\bhier\b|\byesterday|\blast (?:night|evening)", -1),
    (r"aujourd'?hui|\btoday|\btonight|\bce matin|\ba matin|\bthis (?:morning|afternoon|evening)|\bnow\b|maintenant", 0),
]
_THIS_EVENING = re.compile(r"\bsoir\b|cette nuit|cet apres[- ]midi|ce midi")   # unless a day is named: "lundi soir"
_COMING = re.compile(r"\b(?:prochaine?|next|qui vient|coming|d'ici|en huit)\b")
_GONE = re.compile(r"\b(?:passee?|derniere?|last)\b")


def parse_day(text: str, today: date, past: bool = False) -> date | None:
    """The day that a text names, or None.

    Args:
        text: the citizen's words.
        today: the day on which they are written.
        past: whether the text tells what happened: a bare weekday, or a day and month without a year, is then the
            nearest one gone by. Otherwise it is the next to come. Today counts either way.
    """
    said = re.sub(rf"\b(?:premier|first)(?= (?:of )?(?:{_MONTH})\b)", "1", plain(text))
    if re.search(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b", said):
        return _in_figures(said)
    for pattern, days in _RELATIVE:
        if re.search(pattern, said):
            return today + timedelta(days=days)
    this_evening = today if _THIS_EVENING.search(said) else None
    gone = _gone_by if past else _nothing
    return (_span(said, today) or gone(said, today) or _named_day(said, today, past) or _weekday(said, today, past)
            or this_evening)


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
    """« dans trois jours », "in two weeks"."""
    days = _days(_SPAN.search(said))
    return None if days is None else today + timedelta(days=days)


def _days(match: re.Match[str] | None) -> int | None:
    number = count(match[1]) if match else None
    if match is None or number is None:
        return None
    return number * (1 if match[2][0] in "jd" else 7 if match[2][0] in "sw" else 30)


def _gone_by(said: str, today: date) -> date | None:
    """« il y a trois jours », "2 weeks ago", « la semaine passée », « le 20 »."""
    for pattern in _AGO:
        days = _days(pattern.search(said))
        if days is not None:
            return today - timedelta(days=days)
    return _last(said, today) or _day_of_month(said, today)


def _last(said: str, today: date) -> date | None:
    """« la semaine passée », "last weekend"."""
    match = _LAST.search(said)
    if match is None:
        return None
    unit = (match["unit"] or match["en"])
    if unit.startswith(("fin", "fds")) or unit.endswith("end"):
        return today - timedelta(days=(today.weekday() - 5) % 7 or 7)   # its Saturday
    return today - timedelta(days=30 if unit in ("mois", "month") else 7)


def _named_day(said: str, today: date, past: bool) -> date | None:
    match = re.search(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b(?:\s+(\d{{4}}))?", said)
    day, month, year = match.groups() if match else (None, None, None)
    if match is None:
        match = re.search(rf"\b({_MONTH})\.?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", said)
        month, day, year = match.groups() if match else (None, None, None)
    if match is None:
        return None
    if year:
        return _date(int(year), _MONTHS[month], int(day))
    gone, coming = (_nearest(today, _MONTHS[month], int(day), step) for step in (-1, 1))
    wanted, other = (gone, coming) if past else (coming, gone)
    named = _weekday_number(said)
    if None not in (named, wanted, other) and wanted.weekday() != named == other.weekday():
        return other                                # "Tuesday, March 11" settles the year by itself
    return wanted


def _nearest(today: date, month: int, day: int, step: int) -> date | None:
    """The nearest such day from today, in the past (-1) or to come (1)."""
    near = (_date(today.year + step * years, month, day) for years in range(9))   # February 29 may be far
    return next((found for found in near if found and (found - today).days * step >= 0), None)


def _weekday(said: str, today: date, past: bool) -> date | None:
    named = _weekday_number(said)
    if named is None:
        return None
    ahead = (named - today.weekday()) % 7
    if _GONE.search(said):
        return today - timedelta(days=7 - ahead if ahead else 7)
    if past and not _COMING.search(said):
        return today - timedelta(days=7 - ahead if ahead else 0)
    return today + timedelta(days=ahead)


def _weekday_number(said: str) -> int | None:
    return next((_WEEKDAYS[word] for word in re.findall(r"\w+", said) if word in _WEEKDAYS), None)


def _day_of_month(said: str, today: date) -> date | None:
    """« le 20 », "on the 20th": the nearest one gone by."""
    match = re.search(r"\b(?:le|the) (\d{1,2})(?:er|st|nd|rd|th)?\b(?!\s*(?:h\b|heures?|[a-z]*\d))", said)
    if match is None or re.search(_MONTH_WORD, said):
        return None
    day = int(match[1])
    months = ((today.year * 12 + today.month - 1 - back) for back in range(4))
    near = (_date(month // 12, month % 12 + 1, day) for month in months)
    return next((found for found in near if found and found <= today), None)


def names_weekday(text: str) -> bool:
    """Whether a text names a day of the week."""
    return _weekday_number(plain(text)) is not None


def month_named(text: str) -> int | None:
    """The month that a text names by itself (« en décembre »), or None."""
    match = re.search(rf"\b(?:en|in|pour|debut|fin|mois de|early|late)\s+({_MONTH})\b", plain(text))
    return _MONTHS[match[1]] if match else None


def _nothing(said: str, today: date) -> date | None:
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
