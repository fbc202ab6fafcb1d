"""Whether a project needs a permit, and what it takes."""
from __future__ import annotations

import re
from typing import Any

from actions.choices import person_choice
from actions.city_errors import NotFound
from actions.city_types import Permit
from actions.lookup import Lookup, given
from actions.turn import Turn
from cities.formats import money_text
from nlu.text import plain

TYPES = {
    "pool": r"piscine|pool|spa\b|hot tub|jacuzzi",
    "semi_detached_shed": r"(?:remise|cabanon|shed).*(?:jumel|semi)|(?:jumel|semi).*(?:remise|cabanon|shed)",
    "shed": r"remise|cabanon|shed|hangar",
    "carport": r"abri d'?auto permanent|carport|car port|abri permanent",
    "garage": r"garage",
    "gazebo": r"gazebo|gloriette|pergola|kiosque|pavillon de jardin",
    "landscaping": r"amenagement paysager|paysag|landscap|terrassement|muret|retaining",
    "backfill": r"remblai|deblai|excav|backfill|creus",
    "shoreline": r"rive\b|berge|bord de (?:l'eau|la riviere|lac)|riverain|shore|waterfront|quai|dock",
}

OTHER = re.compile(
    r"cloture|galerie|patio|terrasse|balcon|agrandi|rallonge|arbre|abatt|toiture|toit\b|fenetre|porte\b|revetement|"
    r"demoli|solarium|veranda|logement|bi-?gen|sous-sol|foyer|thermopompe|poul(?:es|ailler)|enseigne|fence|deck|porch|"
    r"extension|tree|roof|window|siding|demoli|basement|hens|chicken|sign\b"
)
_AND = re.compile(r"\b(?:et|pis|puis|ainsi que|and|plus|ou|or)\b|[,;&+]")
_BARE = re.compile(
    r"(?:\W|\b(?:permis|permits?|une?|des|les?|la|a|the|for|pour|svp|please|infos?|information|sur|about|de|construction|bonjour|"
    r"allo|hello|hi|je|veux|voudrais|i|want|need|besoin|d)\b)*"
)
STATUS, MOST = "permit_status", 3
UNDER_PROVINCIAL_LAW = {"pool", "shoreline", "backfill"}


class ActionPermitRequirements(Lookup):
    """Nine types from the city; an honest path for any other project."""

    topic = "permit_requirements"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        chosen = turn.choice.get("permit_type")
        kinds = [chosen] if chosen else self._named(turn, first)
        if not kinds:
            self._ask_type(turn)
            return False
        for kind in kinds:
            if kind == "other":
                self._other(turn)
            else:
                await _answer(turn, kind)
        return True

    async def ask_anew(self, turn: Turn, task: dict[str, Any]) -> None:
        """The only question, in the conversation's language."""
        self._ask_type(turn)

    def _ask_type(self, turn: Turn) -> None:
        choices = [{"title": turn.phrase("permit", name), "value": {"permit_type": name}} for name in [*TYPES, "other"]]
        if turn.request.get("topic") == STATUS or (turn.task(self.name()) or {}).get("status"):
            choices.append({"title": turn.label(STATUS), "value": {"topic": STATUS}})
        self.ask(turn, "value", "utter_ask_permit_type", choices)
        turn.task(self.name())["status"] = choices[-1]["value"].get("topic") == STATUS

    def _named(self, turn: Turn, first: dict[str, Any]) -> list[str]:
        """The projects told; `other` for one that is none of the nine."""
        said = plain(turn.text)
        parts = [_kind(part) for part in _AND.split(said)]
        tagged = [str(e["value"]) for e in turn.entities("permit_type") if str(e["value"]) in TYPES]
        several = list(dict.fromkeys(kind for kind in [*parts, *tagged] if kind))
        if len(parts) > 1 and len(several) > 1 and _kind(said) != "semi_detached_shed":
            return several[:MOST]
        kind = self._one(turn, first, said)
        return [kind] if kind else []

    def _one(self, turn: Turn, first: dict[str, Any], said: str) -> str | None:
        by_words = next((name for name, pattern in TYPES.items() if re.search(pattern, said)), None)
        tagged = given(turn, first, "permit_type")
        if by_words == "semi_detached_shed" or tagged not in TYPES:
            other = tagged or OTHER.search(said) or turn.task(self.name())
            return by_words or ("other" if other else None)
        return tagged

    @staticmethod
    def _other(turn: Turn) -> None:
        appointment = {"title": turn.label("planning_appointment"), "value": {"topic": "planning_appointment"}}
        turn.say("utter_permit_law")
        turn.say("utter_permit_other", [appointment, person_choice(turn)])


async def _answer(turn: Turn, kind: str) -> None:
    """What the city asks of one of the nine projects, and once what the law adds."""
    try:
        _tell(turn, await turn.city.permit(kind, turn.language))
    except NotFound:
        turn.say("utter_permit_not_regulated", project=turn.phrase("permit", kind))
    told = turn.recall("laws_told") or []
    if kind in UNDER_PROVINCIAL_LAW and kind not in told:
        turn.remember("laws_told", [*told, kind])
        turn.say(f"utter_permit_law_{kind}")


def _kind(said: str) -> str | None:
    """The project that some words name; `other` when it is none of the nine."""
    named = next((name for name, pattern in TYPES.items() if re.search(pattern, said)), None)
    return named or ("other" if OTHER.search(said) else None)


def _tell(turn: Turn, permit: Permit) -> None:
    fee = permit.fee is not None and money_text(permit.fee, turn.language)
    if permit.fee is not None and permit.fee == 0:
        fee = turn.phrase("permit", "free")
    turn.say(
        "utter_permit_needed" if permit.required else "utter_permit_not_needed",
        name=permit.name, fee=fee or None, days=permit.processing_days,
        documents="\n".join(f"• {d}" for d in permit.documents),
        rules="\n".join(f"• {r}" for r in permit.rules), bylaw=permit.bylaw, form_url=permit.form_url,
    )


def names_project(text: str) -> bool:
    """Whether a message names something to build or change."""
    said = plain(text)
    patterns = (*TYPES.values(), OTHER.pattern, r"projet|project|zonage|zoning")
    return any(re.search(pattern, said) for pattern in patterns)


def only_a_permit(text: str) -> bool:
    """Whether a message is little more than the word « permis »: neither a project nor an application already filed."""
    said = plain(text)
    return bool(re.search(r"\bpermi[st]", said)) and bool(_BARE.fullmatch(said))
