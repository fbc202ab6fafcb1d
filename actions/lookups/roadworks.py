"""Works and closed streets."""
from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from actions.city_types import Roadwork
from actions.lookup import Lookup, given
from actions.notices import show_notices
from actions.turn import Turn
from cities.formats import day_text
from nlu.text import plain

MOST = 4
_CIVIC = re.compile(r"^\s*\d+\s?[A-Za-z]?[\s,]+")
_GENERIC = re.compile(
    r"^(?:rue|avenue|av\.?|boul(?:evard)?\.?|chemin|ch\.?|montee|place|rang)\s+(?:de la|de l'|des|du|de|d')?\s*"
)


class ActionRoadworks(Lookup):
    """Road events in force or announced, on a street when one is named."""

    topic = "roadworks"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        await show_notices(turn, self.topic)
        street = given(turn, first, "address")
        street = street and _CIVIC.sub("", street).strip()
        events = await turn.city.roadworks()
        if street:
            mine = [e for e in events if _touches(e, street)]
            if not mine:
                turn.say("utter_no_roadworks_on_street", street=street)
                return True
            events = mine
        if not events:
            turn.say("utter_no_roadworks")
            return True
        turn.say("utter_roadworks", lines="\n\n".join(_paragraph(turn, e) for e in events[:MOST]),
                 more=len(events) - MOST if len(events) > MOST else None)
        return True


def _touches(event: Roadwork, street: str) -> bool:
    wanted = _name(street)
    names = [_name(str(road.get(key) or "")) for road in event.roads for key in ("name", "from", "to")]
    named = any(name == wanted or (len(wanted) > 4 and wanted in name) for name in names)
    return named or wanted in plain(event.headline)


def _name(street: str) -> str:
    return _GENERIC.sub("", plain(street)).strip()


def _paragraph(turn: Turn, event: Roadwork) -> str:
    lines = [f"• {event.headline}"]
    period = _period(turn, event)
    lines += [part for part in (period, event.description) if part]
    detour = event.detour and turn.phrase("line", "detour", detour=event.detour)
    return "\n".join([*lines, *([detour] if detour else [])])


def _period(turn: Turn, event: Roadwork) -> str | None:
    """Dates of an Open511 schedule, in either of the forms met in the wild."""
    schedule = event.schedule or event.schedules
    if isinstance(schedule, dict):
        intervals = schedule.get("intervals") or schedule.get("recurring_schedules") or []
    else:
        intervals = schedule or []
    if not intervals:
        return None
    first = intervals[0]
    if isinstance(first, str):
        start, _, end = first.partition("/")
    else:
        start, end = first.get("start_date") or first.get("start"), first.get("end_date") or first.get("end")
    days = [_day(turn, moment) for moment in (start, end)]
    if all(days) and days[0] == days[1]:
        return turn.phrase("line", "one_day", day=days[0])
    if all(days):
        return turn.phrase("line", "from_to", start=days[0], end=days[1])
    return turn.phrase("line", "from", start=days[0]) if days[0] else None


def _day(turn: Turn, moment: str | None) -> str | None:
    try:
        return day_text(datetime.fromisoformat((moment or "").replace("Z", "+00:00")).date(), turn.language)
    except ValueError:
        return None
