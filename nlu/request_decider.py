"""Last word on a message: which requests it holds, and whether each is understood well enough to be answered."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless
from nlu.costs import costs
from nlu.hints import elsewhere
from nlu.partition import Ranked, partition
from nlu.two_places import by_place

SHARED = ("address", "request_number")
KEPT = 3
FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RequestDecider(Stateless):
    """Sets `requests`: [{text, topic, confidence, ranking, entities, decision}], and the intent of the message."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Decides on the messages in place."""
        for message in messages:
            text, entities = message.get(TEXT) or "", message.get(ENTITIES) or []
            if not text:
                message.set("requests", [], add_to_output=True)
                message.set("intent", {"name": FALLBACK, "confidence": 1.0}, add_to_output=True)
                continue
            spans = message.get("spans")
            found = by_place(text, spans, entities) or partition(text, spans, costs())
            requests = [request(text, span, entities) for span in found]
            if message.get("foreign"):
                requests = [{**requests[0], "decision": "unsure"}]
            message.set("requests", requests, add_to_output=True)
            seen = any(r["topic"] == "emergency" and r["decision"] == "sure" for r in requests)
            if seen and not message.get("emergency"):
                message.set("emergency", "life", add_to_output=True)
            message.set("intent", _intent(message, requests), add_to_output=True)
        return messages


def request(text: str, span: Ranked, entities: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One request, with the entities of its own part and those that the whole message shares, marked as such."""
    start, end, ranking = span
    own = [entity for entity in entities if start <= entity["start"] < end]
    named = {entity["entity"] for entity in own}
    shared = [{**e, "shared": True} for e in entities if e not in own and e["entity"] in SHARED and e["entity"] not in named]
    return {
        "text": text[start:end].strip(),
        "topic": ranking[0]["name"],
        "confidence": ranking[0]["confidence"],
        "ranking": ranking[:KEPT],
        "entities": own + shared,
        "decision": costs().decision(ranking, elsewhere(text[start:end])),
    }


def _intent(message: Message, requests: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The first request's topic, or the fallback when it is not sure; an emergency stays one."""
    if message.get("emergency"):
        return {"name": "emergency", "confidence": 1.0}
    first = requests[0]
    if first["decision"] == "sure":
        return {"name": first["topic"], "confidence": first["confidence"]}
    return {"name": FALLBACK, "confidence": round(1 - first["confidence"], 4)}
