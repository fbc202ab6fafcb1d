"""Opening hours of the city's places, told in one way wherever they are asked."""
from __future__ import annotations

import asyncio
import re
from datetime import date
from itertools import groupby
from typing import Any

from actions.city_errors import CityError
from actions.city_types import OpenPeriod
from actions.dates import parse_day
from actions.turn import Turn
from cities.formats import clock_text, day_text
from nlu.text import plain

PATIENCE = 3.0   # seconds that an answer which can do without them waits for the hours
MOST = 3
BARE = 3         # words of a message that only names the place
_ASKED = re.compile(
    r"\bheure|horaire|\bouv|\bferm|\bquand|adresse|\bou (?:est|se|c'est|je|aller)|hour|\bopen|\bclos|\bwhen|address|\bwhere"
)


async def tell_hours(turn: Turn, facility: dict[str, Any], day: date | None) -> None:
    """Hours of a place on a day, or of the seven days to come. May raise a CityError."""
    _tell(turn, facility, await turn.city.hours(facility["id"], day or turn.now.date(), turn.language), day)


async def tell_ecocentres(turn: Turn) -> None:
    """Hours of the ecocentres, when they are asked; nothing when the city tells of none, fails or is slow."""
    day = parse_day(turn.text, turn.now.date())
    if day is None and not _ASKED.search(plain(turn.text)) and len(turn.text.split()) > BARE:
        return
    task = asyncio.ensure_future(_ecocentres(turn, day or turn.now.date()))
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    for facility, periods in task.result() if done else []:
        _tell(turn, facility, periods, day)


async def _ecocentres(turn: Turn, day: date) -> list[tuple[dict[str, Any], list[OpenPeriod]]]:
    try:
        found = [f for f in await turn.city.facilities(kind="ecocentre") if f.kind == "ecocentre"][:MOST]
        return [(f.dict(), await turn.city.hours(f.id, day, turn.language)) for f in found]
    except CityError:
        return []


def _tell(turn: Turn, facility: dict[str, Any], periods: list[OpenPeriod], day: date | None) -> None:
    name, address = facility["name"], facility.get("address")
    shown = [p for p in periods if day is None or p.date == day]
    if day and not shown:
        turn.say("utter_facility_closed", name=name, date=day_text(day, turn.language), address=address)
        shown = periods
    if not shown:
        if day is None:
            turn.say("utter_facility_closed_week", name=name, address=address)
        return
    days = [list(group) for _, group in groupby(sorted(shown, key=lambda p: (p.date, p.opens)), key=lambda p: p.date)]
    lines = "\n".join(_line(turn, group) for group in days)
    turn.say("utter_facility_hours", name=name, lines=lines, address=address)


def _line(turn: Turn, periods: list[OpenPeriod]) -> str:
    value = "; ".join(_period(turn, p) for p in periods)
    return turn.phrase("line", "pair", name=day_text(periods[0].date, turn.language), value=value)


def _period(turn: Turn, period: OpenPeriod) -> str:
    hours = f"{clock_text(period.opens, turn.language)}–{clock_text(period.closes, turn.language)}"
    details = ", ".join(part for part in (period.activity, period.audience) if part)
    return f"{hours} ({details})" if details else hours
