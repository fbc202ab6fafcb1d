"""First NLU component: makes any message safe to read, and keeps typed payloads text."""
from __future__ import annotations

import re
import unicodedata

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless

MAX_LENGTH = 1500
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def clean(text: str | None, limit: int = MAX_LENGTH) -> str:
    """Text of at most `limit` characters, without control, invisible or bidirectional marks.

    A leading slash is removed: Rasa reads `/intent{...}` as a command, and a citizen must not give any.
    """
    text = unicodedata.normalize("NFC", (text or "")[: limit * 2])
    text = "".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in text)
    return re.sub(r"\s+", " ", text).strip().lstrip("/ ")[:limit]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextCleaner(Stateless):
    """Replaces each message's text by its clean form before any other component reads it."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Cleans the messages in place."""
        for message in messages:
            message.set(TEXT, clean(message.get(TEXT)), add_to_output=True)
        return messages
