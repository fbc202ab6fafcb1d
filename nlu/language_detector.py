"""Which of the two languages a message is written in."""
from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["fr", "en"])
    return identifier


def detect(text: str) -> tuple[str, float]:
    """The likelier of fr and en, and its probability (0.5 to 1)."""
    name, confidence = _identifier().classify(text)
    return name, float(confidence)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(Stateless):
    """Adds `language: {name, confidence}` to each message."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Detects the language of the messages in place."""
        for message in messages:
            name, confidence = detect(message.get(TEXT) or "")
            message.set("language", {"name": name, "confidence": confidence}, add_to_output=True)
        return messages
