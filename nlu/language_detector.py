"""Which of the two languages a message is written in, or that it is in a third one."""
from __future__ import annotations

from functools import cache
from math import exp
from typing import List  # noqa: UP035 - Rasa checks these annotations by identity

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import Trained
from nlu.language_model import LanguageModel

OURS = ("fr", "en")
THIRD_SURE = 0.8


@cache
def _identifier(languages: tuple[str, ...] | None = OURS) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    if languages:
        identifier.set_languages(list(languages))
    return identifier


def general_english(text: str) -> float:
    """py3langid's probability that a text is English rather than French."""
    name, confidence = _identifier().classify(text)
    return float(confidence if name == "en" else 1 - confidence)


def third_language(text: str) -> bool:
    """True when py3langid, among all its languages, is sure of one that is not ours."""
    name, confidence = _identifier(None).classify(text)
    return name not in OURS and float(confidence) >= THIRD_SURE


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LanguageDetector(Trained):
    """Sets `language: {name, confidence}`, and `foreign` (not in the output) for RequestDecider."""

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores the model, from the examples whose block names its language."""
        told = [(m.get(TEXT), language) for m in training_data.intent_examples if (language := _told(m))]
        self._model = LanguageModel().fit([text for text, _ in told], [language for _, language in told])
        return self.store()

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Detects the language of the messages in place."""
        for message in messages:
            text = message.get(TEXT) or ""
            name, confidence = self.detect(text)
            message.set("language", {"name": name, "confidence": round(confidence, 4)}, add_to_output=True)
            message.set("foreign", self._model.strange(text) and third_language(text))
        return messages

    def detect(self, text: str) -> tuple[str, float]:
        """The likelier of fr and en, and its probability (0.5 to 1); French where there is nothing to read."""
        odds = self._model.odds(text, general_english(text)) if any(c.isalpha() for c in text) else 0.0
        return "en" if odds > 0 else "fr", 1 / (1 + exp(-min(abs(odds), 30)))


def _told(message: Message) -> str | None:
    return ((message.get("metadata") or {}).get("intent") or {}).get("language")
