"""Pieces of information in a message: addresses, numbers, amounts, dates, bus lines."""
from __future__ import annotations

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless

_STREET = r"(?:rue|av(?:enue)?|boul(?:evard)?|blvd|ch(?:emin)?|mont[ée]e|rang|place|c[ôo]te|all[ée]e|croissant|impasse|route|st|street|road|ave)\b"
_PATTERNS = {
    "address": rf"\b\d{{1,5}}[a-d]?,?\s+(?:{_STREET}\.?\s+)?(?:(?:de|du|des|la|le|l')\s*)*[\w'’-]+(?:\s+(?!est|et|pour|c)[A-ZÉ][\w'’-]+)*",
    "amount": r"\b\d{1,3}(?:[ \u00a0,]\d{3})+(?:[.,]\d{2})?\s*\$?|\$\s?\d[\d,. ]*\d|\b\d+(?:[.,]\d{2})?\s*(?:\$|dollars|k\b)",
    "request_number": r"#\s?[\w-]*\d[\w-]*|\b[A-Z]{2,5}-\d[\w-]*\b",
}


def tag(text: str) -> list[dict]:
    """Entities found: [{entity, value, start, end}], leftmost first, without overlap."""
    found, taken = [], set()
    for entity, pattern in reversed(_PATTERNS.items()):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            span = set(range(match.start(), match.end()))
            if not span & taken:
                taken |= span
                found.append({"entity": entity, "value": match.group().strip(), "start": match.start(),
                              "end": match.end(), "extractor": "EntityTagger"})
    return sorted(found, key=lambda e: e["start"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityTagger(Stateless):
    """Sets `entities` of each message."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Tags the messages in place."""
        for message in messages:
            message.set(ENTITIES, tag(message.get(TEXT) or ""), add_to_output=True)
        return messages
