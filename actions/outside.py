"""Matters that no topic covers: the city's own go to a person, others to the body in charge."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.base import GuichetAction
from actions.choices import person_choice, topic_choices
from actions.handoff import hand_over
from actions.handoff_summary import keep_unanswered
from actions.turn import Turn
from nlu.text import plain

BODIES = Path(__file__).parents[1] / "data/entities/bodies.yml"


@cache
def _bodies() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    bodies = yaml.safe_load(BODIES.read_text(encoding="utf-8"))["bodies"]
    return [(re.compile("|".join(f"(?:{k})" for k in body["keywords"])), body) for body in bodies]


def body_in_charge(text: str) -> dict[str, Any] | None:
    """The body whose words are most present in a text, or None."""
    said = plain(text)
    found = [(len(pattern.findall(said)), body) for pattern, body in _bodies()]
    count, body = max(found, key=lambda pair: pair[0])
    return body if count else None


class ActionOutOfScope(GuichetAction):
    """Says that it is not the city's business, and names who it is for when that is known."""

    topic = "out_of_scope"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        body = body_in_charge(turn.text)
        choices = [*topic_choices(turn, ["collection_schedule", "permit_requirements"]), person_choice(turn)]
        if body is None:
            turn.say("utter_out_of_scope", choices)
            return
        turn.say("utter_out_of_scope_body", [person_choice(turn)], body=body["name"][turn.language],
                 body_phone=body.get("phone"), body_url=body.get("url"))


class ActionOtherCityMatter(GuichetAction):
    """A matter of this city that no topic covers: a person, or a message with the citizen's own words."""

    topic = "other_city_matter"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        keep_unanswered(turn)
        await hand_over(turn, "other_city_matter", "utter_other_city_matter")
