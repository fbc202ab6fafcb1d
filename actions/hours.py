"""Hours of the day as citizens write them, in French and English."""
from __future__ import annotations

import re
from datetime import time

from nlu.text import plain

_HALF = r"(?P<half>a\.?m\b|p\.?m\b|du soir|de l'pm)"
_HOUR = re.compile(
    r"\b(?P<hour>\d{1,2})(?:\s*(?:h(?:eures?|rs?)?(?![a-z])|:|o'?clock)\s*(?P<minute>\d{2})?\s*" + _HALF + r"?|\s*" +
    _HALF.replace("half", "bare") + ")"
)
_ABOUT = re.compile(r"\b(?:at|around|about|vers|a|autour de)\s+(?P<hour>\d{1,2})(?![\d/-])(?!\s*(?:rue|av|boul|ch)\b)")
# Parts of a day: what an hour said with them means, and their own hour when none is said.
_PARTS = [
    (re.compile(r"\bavant[- ]midi\b|\bfin de matinee\b|\blate morning\b"), range(0), 10),
    (re.compile(r"\bapres[- ]midi\b|\bapres[- ]dine[re]?\b|\bpm\b|\bafternoon\b|\baprem\b"), range(1, 7), 15),
    (re.compile(r"\bmatin(?:ee)?\b|\bmorning\b"), range(0), 8),
    (re.compile(r"\bsoir(?:ee)?\b|\bevening\b|\btonight\b"), range(4, 12), 20),
    (re.compile(r"\bnuit\b|\bnight\b"), range(7, 12), 23),
    (re.compile(r"\bmidi\b|\bnoon\b"), range(0), 12),
]


def parse_time(text: str) -> time | None:
    """The hour that a text names (14h30, 14 h, 2:30 pm, midi, « hier soir vers 8 h »), or None."""
    said = plain(text)
    simple = re.sub(r"\bapres[- ]midi\b", "pm", said)
    if re.search(r"(?<!avant )(?<!avant-)\bmidi\b|\bnoon\b", simple):
        return time(12)
    if re.search(r"\bminuit\b|\bmidnight\b", simple):
        return time(0)
    for match in _HOUR.finditer(simple):
        found = _clock(match, said)
        if found:
            return found
    return _about(said)


def part_of_day(text: str) -> time | None:
    """The usual hour of the part of a day that a text names (« hier soir » : 20 h), or None."""
    said = plain(text)
    return next((time(usual) for pattern, _, usual in _PARTS if pattern.search(said)), None)


def _clock(match: re.Match[str], said: str) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = match["half"] or match["bare"] or ""
    if half.startswith(("p", "du soir", "de l'pm")) and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    if not half:
        hour = _in_part(hour, said)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _about(said: str) -> time | None:
    """"last night around 8": an hour without its unit, beside a part of the day."""
    match = _ABOUT.search(said)
    if match is None or part_of_day(said) is None or int(match["hour"]) > 23:
        return None
    return time(_in_part(int(match["hour"]), said))


def _in_part(hour: int, said: str) -> int:
    """An hour as it is meant in the evening, the afternoon or the night."""
    hours = next((hours for pattern, hours, _ in _PARTS if pattern.search(said)), range(0))
    return hour + 12 if hour in hours else hour
