"""First NLU component: makes any message safe to read, and keeps typed payloads text."""
from __future__ import annotations

import re
import unicodedata

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless

MAX_LENGTH = 1500
_PAYLOAD = re.compile(r"/+\s*[A-Za-z]\w*(?:[/+-]\w+)*\s*(?:@[\d.]+)?\s*(?:\{.*\}?)?$")
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def clean(text: str | None, limit: int = MAX_LENGTH) -> str:
    """Text of at most `limit` characters, without control, invisible or bidirectional marks.

    Rasa reads `/intent{...}` as a command, and a citizen must not give any: a message that has that form becomes
    empty, and any other leading slash is removed.
    """
    text = unicodedata.normalize("NFC", (text or "")[: limit * 2])
    text = "".join(" " if unicodedata.category(c) in _INVISIBLE else c for c in text)
    text = re.sub(r"\s+", " ", text).strip()
    return "" if _PAYLOAD.match(text) else text.lstrip("/ ")[:limit]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TextCleaner(Stateless):
    """Replaces each message's text by its clean form before any other component reads it.

    `lines` is that form with the line breaks that the citizen gave; only where there are some.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        """Cleans the messages in place."""
        for message in messages:
            typed = (message.get(TEXT) or "")[:MAX_LENGTH * 2].strip()
            message.set(TEXT, clean(typed), add_to_output=True)
            lines = [clean(line) for line in typed.split("\n")]
            if len(lines) > 1 and message.get(TEXT):
                message.set("lines", "\n".join(lines)[:MAX_LENGTH], add_to_output=True)
        return messages
