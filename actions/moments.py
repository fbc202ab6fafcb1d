"""Moments that a form asks for: when something happened, more rarely when it is wanted."""
from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from actions.dates import names_weekday, parse_day
from actions.hours import parse_time, part_of_day
from actions.numbers import COUNT, count
from nlu.text import plain

NO_HOUR = time(0)      # a day of which nobody told the hour begins at midnight; it is shown without an hour
_AGO = re.compile(
    rf"\b(?:(?:il y a|y a|ya|ca fait|depuis|for)\s+(?P<fr>{COUNT})\s*(?P<unit>h|heures?|hours?|hrs?|min|minutes?)\b|"
    rf"(?P<en>{COUNT})\s*(?P<units>h|heures?|hours?|hrs?|min|minutes?)\s+(?:ago|plus tot|earlier)\b)"
)
_JUST_NOW = re.compile(r"\b(?:tout de suite|a l'instant|en ce moment|presentement|just now|right now|now|maintenant)\b")
_TODAY = re.compile(r"aujourd'?hui|\btoday\b|\bce (?:soir|matin|midi)\b|\bcet apres|\bthis |\btonight\b|\ba (?:matin|soir)\b")


def parse_moment(text: str, now: datetime, past: bool = False) -> datetime | None:
    """Day and hour together, midnight when no hour is told; None when neither is.

    Args:
        text: the citizen's words.
        now: the moment at which they are written.
        past: whether the moment is one that has been: « samedi » is then the last one, « 22 h » that of yesterday when it
            is not 22 h yet.
    """
    said = plain(text)
    if past:
        gone = _gone(said, now)
        if gone:
            return gone
    day, at = parse_day(text, now.date(), past), parse_time(text) or part_of_day(text)
    if day is None and at is None:
        return None
    moment = datetime.combine(day or now.date(), at or NO_HOUR, tzinfo=now.tzinfo)
    if past and moment > now and moment.date() == now.date() and not _TODAY.search(said):
        return moment - timedelta(days=7 if names_weekday(text) else 1)      # « lundi à 22 h » told on a Monday morning
    return moment


def _gone(said: str, now: datetime) -> datetime | None:
    """« il y a deux heures », "20 minutes ago", « en ce moment »."""
    match = _AGO.search(said)
    number = count(match["fr"] or match["en"]) if match else None
    if match and number is not None:
        unit = "hours" if (match["unit"] or match["units"])[0] == "h" else "minutes"
        return (now - timedelta(**{unit: number})).replace(second=0, microsecond=0)
    if _JUST_NOW.search(said) and parse_time(said) is None:
        return now.replace(second=0, microsecond=0)
    return None
