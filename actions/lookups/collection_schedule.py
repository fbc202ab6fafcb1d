"""When collections pass at an address."""
from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from actions import settings
from actions.city_types import Collection
from actions.dates import parse_day
from actions.lookup import Lookup, given
from actions.turn import Turn
from cities.formats import day_text
from nlu.text import plain

WINDOW, LONG_WINDOW = timedelta(days=28), timedelta(days=200)
SHOWN_OF_ONE = 3
STREAMS = {
    "garbage": r"ordure|poubelle|vidange|dechets?\b|bac (?:noir|vert|gris)|garbage|trash|rubbish|waste",
    "recycling": r"recycl|recup|bac bleu|blue (?:bin|box)",
    "organics": r"compost|organi|bac brun|brown bin|putresc|green bin",
    "bulky": r"encombrant|gros (?:morceau|rebut|objet)|monstre|bulky|large items|heavy (?:garbage|trash)|furniture",
    "leaves": r"feuilles?\b|residus? verts?|gazon|leaves|yard waste|lawn",
    "branches": r"branche|hedge|haie",
    "christmas_trees": r"sapin|arbres? de noel|christmas tree|xmas tree",
}


class ActionCollectionSchedule(Lookup):
    """Next pick-ups, of all streams, of one, or on a day."""

    topic = "collection_schedule"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        address = await self.address(turn)
        if address is None:
            return False
        today = turn.now.date()
        wanted = _streams(turn, first)
        day = None if wanted else _asked_day(turn, first)
        found = await turn.city.collections(address["id"], today, max(today + WINDOW, day or today), turn.language)
        if wanted and not any(c.stream in wanted for c in found):
            found = await turn.city.collections(address["id"], today, today + LONG_WINDOW, turn.language)
        self._tell_dates(turn, address, [c for c in found if not wanted or c.stream in wanted], wanted, day)
        return True

    def _tell_dates(
        self, turn: Turn, address: dict[str, Any], found: list[Collection], wanted: list[str], day: date | None
    ) -> None:
        label = address["label"]
        link = f"{settings.public_city_url()}/city/v1/addresses/{quote(address['id'], safe='')}/collections.ics"
        if day is not None:
            that_day = [c for c in found if c.date == day]
            streams = ", ".join(turn.phrase("stream", c.stream) for c in that_day)
            response = "utter_collections_on_day" if that_day else "utter_no_collection_on_day"
            turn.say(response, address=label, date=day_text(day, turn.language), streams=streams)
        if not found:
            names = ", ".join(turn.phrase("stream", s) for s in wanted) or turn.phrase("stream", "any")
            turn.say("utter_no_collection", address=label, streams=names)
            return
        shown = found[:SHOWN_OF_ONE] if len(wanted) == 1 else _next_of_each(found)
        turn.say("utter_collection_schedule", address=label, lines="\n".join(_line(turn, c) for c in shown), link=link)


def _asked_day(turn: Turn, first: dict[str, Any]) -> date | None:
    """The day asked about, of those that the city can tell: none that is over, none too far."""
    today = turn.now.date()
    day = parse_day(given(turn, first, "date") or first.get("text") or "", today)
    return day if day and today <= day <= today + LONG_WINDOW else None


def _streams(turn: Turn, first: dict[str, Any]) -> list[str]:
    """Streams named now or in the opening request."""
    entities = [*turn.entities("stream"), *[e for e in first.get("entities") or [] if e["entity"] == "stream"]]
    named = [str(e["value"]) for e in entities if str(e["value"]) in STREAMS]
    said = plain(first.get("text") or "")
    named += [stream for stream, pattern in STREAMS.items() if re.search(pattern, said)]
    return list(dict.fromkeys(named))


def _next_of_each(found: list[Collection]) -> list[Collection]:
    nearest: dict[str, Collection] = {}
    for collection in found:
        nearest.setdefault(collection.stream, collection)
    return list(nearest.values())


def _line(turn: Turn, collection: Collection) -> str:
    note = f" ({collection.note.rstrip('.')})" if collection.note else ""
    stream = turn.phrase("stream", collection.stream)
    return turn.phrase("line", "pair", name=stream, value=day_text(collection.date, turn.language)) + note
