"""Works and closed streets."""
from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from actions.city_types import CLOCK, Roadwork
from actions.lookup import Lookup, given
from actions.lookups.road_names import known_street, near_road, nearest_names, official_name, street_named
from actions.notices import show_notices
from actions.turn import Turn
from cities.formats import clock_text, day_text
from nlu.text import plain

MOST, SHOWN = 4, 3   # events, dates of one
STATES = {"CLOSED", "SOME_LANES_CLOSED", "SINGLE_LANE_ALTERNATING", "ALL_LANES_OPEN"}
_MINE = re.compile(
    r"\b(?:ma|mon|my|notre|our) (?:rue|street|chemin|avenue|boulevard|rang|road)\b|\bchez (?:nous|moi)\b|\bmy (?:place|house)\b"
)


class ActionRoadworks(Lookup):
    """Road events in force or announced, on a street when one is named."""

    topic = "roadworks"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        await show_notices(turn, self.topic)
        events = await turn.city.roadworks(lang=turn.language)
        street = street_named(given(turn, first, "address"), turn.text) or _of_address(turn) or known_street(turn.text, events)
        if street:
            await _on_street(turn, street, events)
        elif events:
            turn.say("utter_roadworks", lines=_lines(turn, events), more=_more(events))
        else:
            turn.say("utter_no_roadworks")
        return True


async def _on_street(turn: Turn, street: str, events: list[Roadwork]) -> None:
    """Works on the street; else the word that there are none, with those that begin, end or pass by there."""
    mine = nearest_names(events, street) or nearest_names(await turn.city.roadworks(street, turn.language), street)
    near = [e for e in events if near_road(e, street)]
    street = official_name(mine, street)
    if mine:
        turn.say("utter_roadworks_on_street", street=street, lines=_lines(turn, mine), more=_more(mine))
    elif near:
        turn.say("utter_roadworks_near", street=street, lines=_lines(turn, near))
    else:
        turn.say("utter_no_roadworks_on_street", street=street)


def _of_address(turn: Turn) -> str | None:
    """The street of the citizen's address, when it is « ma rue »."""
    label = (turn.slots.get("address") or {}).get("label")
    return street_named(label, "") if label and _MINE.search(plain(turn.text)) else None


def _lines(turn: Turn, events: list[Roadwork]) -> str:
    return "\n\n".join(_paragraph(turn, event) for event in events[:MOST])


def _more(events: list[Roadwork]) -> int | None:
    return len(events) - MOST if len(events) > MOST else None


def _paragraph(turn: Turn, event: Roadwork) -> str:
    """Headline, the streets with what is closed, dates, details and detour."""
    lines = [f"• {event.headline}", *(_road(turn, road) for road in event.roads), _period(turn, event), event.description]
    detour = event.detour and turn.phrase("line", "detour", detour=event.detour)
    return "\n".join(line for line in (*lines, detour) if line)


def _road(turn: Turn, road: dict[str, Any]) -> str | None:
    """« Rue Principale, entre la 2e Rue et le quai : rue fermée »."""
    name, start, end, state = (str(road.get(key) or "").strip() for key in ("name", "from", "to", "state"))
    if not name:
        return None
    if start and end:
        name = turn.phrase("line", "road_between", name=name, start=start, end=end)
    elif start or end:
        name = turn.phrase("line", "road_near", name=name, start=start or end)
    name = name[0].upper() + name[1:]
    return turn.phrase("line", "road", name=name, state=turn.phrase("road", state)) if state in STATES else name


def _period(turn: Turn, event: Roadwork) -> str | None:
    """Dates of an Open511 schedule, in either of the forms met in the wild: what is over is left out."""
    schedule = event.schedule or event.schedules
    if isinstance(schedule, dict):
        schedule = schedule.get("intervals") or schedule.get("recurring_schedules")
    bounds = [_bounds(one) for one in schedule or []]
    today = turn.now.date().isoformat()
    coming = [b for b in bounds if not b[1] or b[1][:10] >= today] or bounds
    lines = [line for line in (_dates(turn, *b) for b in coming[:SHOWN]) if line]
    return "\n".join(lines) or None


def _bounds(interval: Any) -> tuple[str, str, tuple[str, str]]:
    """Where an interval begins and ends, and its hours of a day: those of each day, or those of its only one."""
    if isinstance(interval, dict):
        start, end = interval.get("start_date") or interval.get("start"), interval.get("end_date") or interval.get("end")
        hours = interval.get("daily_start_time"), interval.get("daily_end_time")
    else:
        start, _, end = str(interval).partition("/")
        hours = (start[11:16], end[11:16]) if start[:10] == end[:10] else (None, None)
    return str(start or ""), str(end or ""), (str(hours[0] or "")[:5], str(hours[1] or "")[:5])


def _dates(turn: Turn, start: str, end: str, hours: tuple[str, str]) -> str | None:
    days = [_day(turn, moment) for moment in (start, end)]
    if not days[0]:
        return None
    if days[0] == days[1]:
        dates = turn.phrase("line", "one_day", day=days[0])
    elif days[1]:
        dates = turn.phrase("line", "from_to", start=days[0], end=days[1])
    else:
        dates = turn.phrase("line", "from", start=days[0])
    if not all(re.fullmatch(CLOCK, clock) for clock in hours):
        return dates
    first, last = (clock_text(clock, turn.language) for clock in hours)
    return turn.phrase("line", "dates_hours", dates=dates, start=first, end=last)


def _day(turn: Turn, moment: str | None) -> str | None:
    try:
        return day_text(datetime.fromisoformat((moment or "").replace("Z", "+00:00")).date(), turn.language)
    except ValueError:
        return None
