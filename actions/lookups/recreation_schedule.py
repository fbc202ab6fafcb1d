"""Opening hours of pools, arenas, libraries, splash pads and courts."""
from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from actions.city_types import Facility
from actions.dates import parse_day
from actions.facilities import tell_hours
from actions.lookup import Lookup, given
from actions.turn import Turn
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
STOP_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "a", "the", "of", "centre", "parc", "saint", "sainte", "municipale",
              "municipal", "publique", "public", "interieure", "exterieure", "indoor", "outdoor", "city", "ville"}
OFFERED, ALIKE = 9, 86


class ActionRecreationSchedule(Lookup):
    """Hours of the day asked about, or of the coming week."""

    topic = "recreation_schedule"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        facility = turn.choice.get("facility") or await self._facility(turn, first)
        if facility is None:
            return False
        turn.remember("facility", facility)
        day = parse_day(given(turn, first, "date") or first.get("text") or turn.text, turn.now.date())
        await tell_hours(turn, facility, day)
        return True

    async def _facility(self, turn: Turn, first: dict[str, Any]) -> dict[str, Any] | None:
        said = plain(f"{first.get('text') or ''} {turn.text}")
        named = given(turn, first, "facility")
        kind = _kind(plain(named or "")) or _kind(said)
        known = turn.recall("facility")
        if known and not kind and not named and not turn.task(self.name()):
            return known          # « et dimanche? », "is it open tonight?": the place of the last answer
        found = await _found(turn, kind, named)
        if not found and (kind or named):
            turn.say("utter_no_facility", name=named or turn.phrase("facility", kind or "any"))
        asked = bool(found)
        found = found or await turn.city.facilities()
        if not found:
            if not (kind or named):
                turn.say("utter_no_facility", name=turn.phrase("facility", "any"))
            return None
        best = found[0] if len(found) == 1 and asked else _best(f"{named or ''} {said}", found)
        if best:
            return best.dict()
        choices = [{"title": f.name, "value": {"facility": f.dict()}} for f in found[:OFFERED]]
        self.ask(turn, "value", "utter_ask_facility", choices, more=len(found) - OFFERED if len(found) > OFFERED else None)
        return None


async def _found(turn: Turn, kind: str | None, named: str | None) -> list[Facility]:
    """Places of the kind asked about, with those that bear its name: a bath is a pool too, whatever it is called."""
    by_kind = [f for f in await turn.city.facilities(kind=kind) if f.kind == kind] if kind else []
    by_name = await turn.city.facilities(query=named) if named else []
    return list({f.id: f for f in [*by_kind, *by_name]}.values())


def _kind(said: str) -> str | None:
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, said)), None)


def _best(said: str, found: list[Facility]) -> Facility | None:
    """The one place whose own words are said; None when none is, or several are as much."""
    words = _own_words(said)
    scores = [sum(any(_alike(word, other) for other in words) for word in _own_words(f.name)) for f in found]
    best = max(scores)
    return found[scores.index(best)] if best and scores.count(best) == 1 else None


def _own_words(text: str) -> set[str]:
    """Words that tell one pool from another."""
    words = set(re.findall(r"[a-z0-9]+", plain(text))) - STOP_WORDS
    return {word for word in words if not _kind(word)}


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= ALIKE)
