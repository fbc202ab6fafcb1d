"""Next departures at a stop."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from rapidfuzz import fuzz

from actions.city_errors import FeedExpired
from actions.city_types import Departure, Stop
from actions.lookup import Lookup, given
from actions.lookups.transit_words import bare_route, moment_named, place_named, route_named, stop_code, trip_named
from actions.notices import show_notices
from actions.turn import Turn
from cities.formats import day_text, time_text
from nlu.text import plain

SHOWN, MANY, NEAR = 3, 12, 88


class ActionTransitDepartures(Lookup):
    """Departures after now, or after the hour asked about."""

    topic = "transit_departures"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        trip = trip_named(first.get("text") or turn.text)
        stop = turn.choice.get("stop") or await self._stop(turn, first, trip)
        if stop is None:
            return False
        turn.remember("stop", stop)
        await show_notices(turn, self.topic)
        route, after = _wanted(turn, first)
        try:
            departures = await turn.city.departures(stop["id"], route, after, MANY if trip else SHOWN)
        except FeedExpired as error:
            turn.say("utter_feed_expired", detail=error.detail)
            return True
        _tell(turn, stop, _towards(trip, [d for d in departures if route in (None, bare_route(d.route))]), route)
        return True

    @staticmethod
    async def _named_place(turn: Turn, trip: tuple[str, str] | None) -> str | None:
        """The words after « de » or « à », when they name a stop of this city: only then are they one."""
        for place in ([trip[0]] if trip else []) + [place_named(turn.text)]:
            if place and await turn.city.stops(place):
                return place
        return None

    async def _stop(self, turn: Turn, first: dict[str, Any], trip: tuple[str, str] | None) -> dict[str, Any] | None:
        asked = turn.task(self.name()) is not None
        query = await self._named_place(turn, trip) if trip and not asked else None
        query = query or turn.entity("stop") or (None if asked else given(turn, first, "stop")) or stop_code(turn.text)
        if query is None and not asked:
            query = await self._named_place(turn, None)
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


def _wanted(turn: Turn, first: dict[str, Any]) -> tuple[str | None, datetime | None]:
    """Route and moment: a follow-up changes one and keeps the other (« et la 9? », « et demain? »)."""
    text = first.get("text") or turn.text
    before = turn.recall("departures") if turn.request.get("follows") else None
    route = turn.entity("route") or (before and route_named(turn.text)) or given(turn, first, "route") or route_named(text)
    after = moment_named(turn, turn.text if before else text)
    if before:
        kept = before["after"] and datetime.fromisoformat(before["after"])
        route, after = route or before["route"], after or (kept if kept and kept > turn.now else None)
    route = bare_route(route)
    turn.remember("departures", {"route": route, "after": after and after.isoformat()})
    return route, after


def _towards(trip: tuple[str, str] | None, departures: list[Departure]) -> list[Departure]:
    """Those whose direction is where the trip ends, when some are; all of them otherwise."""
    end = plain(trip[1]) if trip else ""
    there = [d for d in departures if end and fuzz.partial_ratio(end, plain(d.headsign)) >= NEAR]
    return (there or departures)[:SHOWN]


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


def _tell(turn: Turn, stop: dict[str, Any], departures: list[Departure], route: str | None) -> None:
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
