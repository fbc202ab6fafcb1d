"""Turns a classified message into the requests it holds."""
from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RequestSplitter(Stateless):
    """Adds `requests`: [{text, topic, confidence, ranking, entities, decision}]."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the requests in place."""
        for message in messages:
            ranking = message.get("intent_ranking")
            top = ranking[0]["confidence"]
            decision = "sure" if top > 0.35 else "torn" if top > 0.15 else "unsure"
            request = {"text": message.get(TEXT), "topic": ranking[0]["name"], "confidence": top, "ranking": ranking,
                       "entities": message.get("entities"), "decision": decision}
            message.set("requests", [request], add_to_output=True)
            if decision != "sure":
                message.set("intent", {"name": "nlu_fallback", "confidence": 1 - top}, add_to_output=True)
        return messages
