"""Next departures at a stop."""
from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from rapidfuzz import fuzz

from actions.city_errors import FeedExpired
from actions.city_types import Departure, Stop
from actions.dates import parse_day
from actions.hours import parse_time
from actions.lookup import Lookup, given
from actions.notices import show_notices
from actions.turn import Turn
from cities.formats import day_text, time_text
from nlu.text import plain

_CODE = re.compile(r"\b(?:arret|stop|no|numero|#)\s*#?\s*(\d{2,6})\b|^\s*#?(\d{3,6})\s*$")
_ROUTE = re.compile(
    r"\b(?:ligne|circuit|bus|autobus|route|line|la|le|the)\s+#?(\d{1,3}(?!\s?h\b)[a-z]?)\b"
    r"(?!\s+(?:janv?|fev|feb|mars|march|avr|apr|mai\b|may\b|juin|june|juil|july|aout|aug|sept|oct|nov|dec))"
)
_AT = re.compile(
    r"\b(?:a l'arr[eê]t|arr[eê]t|à la|à l'|à|a la|au|aux|at|from|devant|near)\s*(?:the |la |le )?(\S.{2,60})$", re.I
)
_TIME = re.compile(
    r"\b(?:demain|ce soir|ce matin|maintenant|tant[oô]t|aujourd'hui|today|tonight|tomorrow|now|svp|please)\b", re.I
)
FIRST = time(4)   # a service day begins after the last buses of the night
PARTS = {
    r"\bmatin|\bmorning": FIRST, r"apres[- ]?midi|\bafternoon": time(12), r"\bsoiree?\b|\bevening|\btonight": time(17),
}
SHOWN, NEAR = 3, 88


class ActionTransitDepartures(Lookup):
    """Departures after now, or after the hour asked about."""

    topic = "transit_departures"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        stop = turn.choice.get("stop") or await self._stop(turn, first)
        if stop is None:
            return False
        turn.remember("stop", stop)
        await show_notices(turn, self.topic)
        route = given(turn, first, "route") or _route(first.get("text") or "")
        after = _after(turn, first)
        try:
            departures = await turn.city.departures(stop["id"], _bare(route), after, SHOWN)
        except FeedExpired as error:
            turn.say("utter_feed_expired", detail=error.detail)
            return True
        _tell(turn, stop, departures, route, after)
        return True

    @staticmethod
    async def _named_place(turn: Turn) -> bool:
        """Whether the words after « à » name a stop of this city: only then are they one."""
        place = _place(turn.text)
        return bool(place) and bool(await turn.city.stops(place))

    async def _stop(self, turn: Turn, first: dict[str, Any]) -> dict[str, Any] | None:
        asked = turn.task(self.name()) is not None
        query = turn.entity("stop") or (None if asked else given(turn, first, "stop")) or _code(turn.text)
        if query is None and not asked and await self._named_place(turn):
            query = _place(turn.text)
        query = query or (turn.entity("address") or turn.text if asked else None)
        position = turn.position
        if query is None and position is None:
            known = turn.recall("stop")
            if known:
                return known
            self.ask(turn, "value", "utter_ask_stop")
            return None
        near = {"lat": position["lat"], "lon": position["long"]} if position else {}
        found = await turn.city.stops(query) if query else await turn.city.stops(**near)
        match = _pick(query or "", found)
        if match:
            return match.dict()
        if not found:
            self.ask(turn, "value", "utter_stop_not_found", query=query)
            return None
        choices = [{"title": _title(s), "value": {"stop": s.dict()}} for s in found[:6]]
        self.ask(turn, "value", "utter_ask_which_stop", choices)
        return None


def _place(text: str) -> str | None:
    """What follows « à », « de » or "at" in a question, without the words of time at its end."""
    match = _AT.search(_TIME.sub(" ", text))
    return match and match[1].strip(" ?!.,")


def _pick(query: str, found: list[Stop]) -> Stop | None:
    if len(found) == 1:
        return found[0]
    coded = [s for s in found if s.code and s.code == query.strip().lstrip("#")]
    if len(coded) == 1:
        return coded[0]
    exact = [s for s in found if fuzz.ratio(plain(s.name), plain(query)) >= NEAR]
    return exact[0] if len(exact) == 1 else None


def _title(stop: Stop) -> str:
    return f"{stop.name} ({stop.code})" if stop.code else stop.name


def _code(text: str) -> str | None:
    match = _CODE.search(plain(text))
    return match and (match[1] or match[2])


def _route(text: str) -> str | None:
    match = _ROUTE.search(plain(text))
    return match and match[1]


def _bare(route: str | None) -> str | None:
    match = re.search(r"\d+\w?", route or "")
    return match.group().upper() if match else route


def _after(turn: Turn, first: dict[str, Any]) -> datetime | None:
    text = first.get("text") or turn.text
    day, at = parse_day(text, turn.now.date()), parse_time(text) or _part_of_day(text)
    if at is None and (day is None or day == turn.now.date()):
        return None
    moment = datetime.combine(day or turn.now.date(), at or FIRST, tzinfo=turn.now.tzinfo)
    return moment if moment > turn.now else None


def _part_of_day(text: str) -> time | None:
    """When a part of the day begins, for the bus."""
    said = plain(text)
    return next((at for pattern, at in PARTS.items() if re.search(pattern, said)), None)


def _tell(turn: Turn, stop: dict[str, Any], departures: list[Departure], route: str | None, after: Any) -> None:
    name = _title(Stop(**stop))
    if not departures:
        turn.say("utter_no_departure", stop=name, route=route)
        return
    turn.say("utter_transit_departures", stop=name, lines="\n".join(_line(turn, d) for d in departures))


def _line(turn: Turn, departure: Departure) -> str:
    local = departure.scheduled.astimezone(turn.profile.timezone)
    at = time_text(local, turn.language)
    if local.date() != turn.now.date():
        at = f"{day_text(local.date(), turn.language)}, {at}"
    state = ""
    if departure.cancelled:
        state = turn.phrase("departure", "cancelled")
    elif departure.expected:
        expected = time_text(departure.expected.astimezone(turn.profile.timezone), turn.language)
        state = turn.phrase("departure", "expected", time=expected)
    return turn.phrase("departure", "line", time=at, route=departure.route, headsign=departure.headsign) + state
