"""Notices in force: those of the topic before its answer, and what everybody must know before any answer."""
from __future__ import annotations

import asyncio
import re
import time
from weakref import WeakKeyDictionary

from actions.city import City
from actions.city_errors import CityError
from actions.city_types import Notice
from actions.turn import Turn
from nlu.text import plain

NOTICE_KINDS = {
    "collection_schedule": "collections", "branch_collection": "collections",
    "missed_collection": "collections", "snow_status": "snow", "winter_parking": "snow", "snow_rules": "snow",
    "snow_problem": "snow", "roadworks": "works", "water_service": "water", "transit_departures": "transit",
    "transit_alerts": "transit", "paratransit": "transit", "transit_fares": "transit",
}
NAMED = {"hazardous_waste_depot": re.compile(r"ecocentre|eco-centre|depot|\brdd\b|\bhhw\b")}   # whatever their kind
FOR_EVERYBODY = {"safety", "water", "other"}   # urgent ones are told whatever is asked, and safety warnings
FRESH = 30.0      # seconds during which what the city said is still used
PATIENCE = 1.5    # seconds that an answer waits for the notices

_Recent = dict[tuple[str, "str | None"], tuple[float, "asyncio.Task[list[Notice]]"]]
_recent: WeakKeyDictionary[City, _Recent] = WeakKeyDictionary()


async def show_notices(turn: Turn, topic: str, grave: bool = False) -> list[str]:
    """Shows the notices in force that touch a topic, and the urgent ones for everybody, once a conversation.

    `grave` leaves out those that only inform: before a form, they are noise. Returns the ids of those of the topic.
    """
    notices = await _in_force(turn, turn.language)
    mine = [n for n in notices if _touches(n, topic)]
    shown = [n for n in mine if not (grave and n.severity == "info")]
    await _show(turn, [n for n in notices if n in shown or _for_everybody(n)])
    return [n.id for n in mine]


async def show_urgent(turn: Turn, topic: str) -> None:
    """Shows the urgent notices for everybody, but for those that the topic itself tells."""
    kind = NOTICE_KINDS.get(topic)
    await _show(turn, [n for n in await _in_force(turn, turn.language) if _for_everybody(n) and n.kind != kind])


async def in_english(turn: Turn, notice: Notice) -> Notice | None:
    """An urgent notice in English too, where English is offered for emergencies only; None otherwise."""
    if notice.severity != "urgent" or turn.profile.languages.english != "emergency" or turn.language == "en":
        return None
    return next((same for same in await _in_force(turn, "en") if same.id == notice.id), None)


async def _show(turn: Turn, notices: list[Notice]) -> None:
    seen = turn.recall("notices") or []
    fresh = [n for n in notices if n.id not in seen and (turn.slots.get("address") or not n.sectors)]
    for notice in fresh:
        turn.say("utter_notice", title=notice.title, details=notice.text)
        same = await in_english(turn, notice)
        if same:
            turn.say("utter_notice", title=same.title, details=same.text, language="en")
    if fresh:
        turn.remember("notices", [*seen, *(n.id for n in fresh)])


def _touches(notice: Notice, topic: str) -> bool:
    names = NAMED.get(topic)
    return notice.kind == NOTICE_KINDS.get(topic) or bool(names and names.search(plain(f"{notice.title} {notice.text}")))


def _for_everybody(notice: Notice) -> bool:
    warns = notice.kind == "safety" and notice.severity == "warning"
    return warns or notice.severity == "urgent" and notice.kind in FOR_EVERYBODY


async def _in_force(turn: Turn, language: str) -> list[Notice]:
    """What concerns the citizen, at most FRESH old; [] when the city fails or is slow: it must not cost the answer."""
    city, key = turn.city, (language, (turn.slots.get("address") or {}).get("id"))
    kept = _recent.setdefault(city, {})
    for old in [k for k, (since, _) in kept.items() if time.monotonic() - since > FRESH]:
        del kept[old]
    if key not in kept:
        kept[key] = (time.monotonic(), asyncio.ensure_future(_ask(city, *key)))
    task = kept[key][1]
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    return task.result() if done else []


async def _ask(city: City, language: str, address: str | None) -> list[Notice]:
    try:
        return await city.notices(language, address_id=address)
    except CityError:
        return []
