"""Opening hours of pools, arenas, libraries, splash pads and courts."""
from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import Any

from rapidfuzz import fuzz

from actions.city_types import Facility, OpenPeriod
from actions.dates import parse_day
from actions.lookup import Lookup, given
from actions.turn import Turn
from cities.formats import clock_text, day_text
from nlu.text import plain

KINDS = {
    "arena": r"arena|patin|skat|hockey|glace\b|rink",
    "library": r"biblio|library|librairie|livres",
    "pool": r"piscine|\bpools?\b|baign|\bswim|\bnage|bain libre|aquatique|longueurs",
    "splash_pad": r"jeux? d'?eau|splash|gicleur",
    "court": r"tennis|court\b|courts\b|terrain|pickleball|basket|badminton|volley",
    "community_centre": r"centre (?:communautaire|sportif|recreatif)|community cent|gym",
    "ecocentre": r"ecocentre|ecocenter",
}
MOST = 5


class ActionRecreationSchedule(Lookup):
    """Hours of the day asked about, or of the coming week."""

    topic = "recreation_schedule"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        facility = turn.choice.get("facility") or await self._facility(turn, first)
        if facility is None:
            return False
        today = turn.now.date()
        day = parse_day(given(turn, first, "date") or first.get("text") or turn.text, today)
        periods = await turn.city.hours(facility["id"], day or today, turn.language)
        _tell(turn, facility, periods, day)
        return True

    async def _facility(self, turn: Turn, first: dict[str, Any]) -> dict[str, Any] | None:
        said = plain(f"{first.get('text') or ''} {turn.text}")
        named = given(turn, first, "facility")
        kind = next((k for k, pattern in KINDS.items() if re.search(pattern, plain(named or "") or said)), None)
        kind = kind or next((k for k, pattern in KINDS.items() if re.search(pattern, said)), None)
        found = await turn.city.facilities(query=named) if named else []
        found = found or (await turn.city.facilities(kind=kind) if kind else [])
        if not found and (kind or named):
            turn.say("utter_no_facility", name=named or turn.phrase("facility", kind or "any"))
        found = found or await turn.city.facilities()
        if not found:
            if not (kind or named):
                turn.say("utter_no_facility", name=turn.phrase("facility", "any"))
            return None
        best = _best(named or turn.text, found)
        if best:
            return best.dict()
        choices = [{"title": f.name, "value": {"facility": f.dict()}} for f in found[:9]]
        self.ask(turn, "value", "utter_ask_facility", choices)
        return None


def _best(named: str, found: list[Facility]) -> Facility | None:
    """The one facility that fits; None when several do."""
    if len(found) == 1:
        return found[0]
    scores = sorted(((fuzz.token_set_ratio(plain(named), plain(f.name)), i) for i, f in enumerate(found)), reverse=True)
    if len(scores) > 1 and scores[0][0] >= 80 and scores[0][0] - scores[1][0] >= 12:
        return found[scores[0][1]]
    return None


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
