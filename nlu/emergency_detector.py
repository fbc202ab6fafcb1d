"""Emergencies are caught by written patterns, before and whatever the classifier says."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless
from nlu.text import plain

KINDS = ("suicide", "life", "flood")      # the first that matches is answered
PATTERNS = Path(__file__).parents[1] / "data/entities/emergency.yml"


@cache
def _compiled() -> dict[str, list[re.Pattern[str]]]:
    lists = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    found = {kind: [p for patterns in languages.values() for p in patterns] for kind, languages in lists["patterns"].items()}
    found.update((f"not {kind}", patterns) for kind, patterns in lists["unless"].items())
    return {name: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for name, patterns in found.items()}


def detect(text: str) -> str | None:
    """`suicide`, `life`, `flood` or None."""
    simple = plain(text)
    return next((kind for kind in KINDS if _any(kind, simple) and not _any(f"not {kind}", simple)), None)


def _any(name: str, simple: str) -> bool:
    return any(pattern.search(simple) for pattern in _compiled().get(name, []))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EmergencyDetector(Stateless):
    """Sets `emergency` and, when a pattern matched, the intent."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Marks the messages in place."""
        for message in messages:
            kind = detect(message.get(TEXT) or "")
            message.set("emergency", kind, add_to_output=True)
            if kind:
                message.set("intent", {"name": "emergency", "confidence": 1.0}, add_to_output=True)
        return messages
