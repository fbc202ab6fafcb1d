"""Pieces of information in a message: addresses, items, streams, projects, places, lines, stops, sums, dates, numbers."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, List  # noqa: UP035 - Rasa checks these annotations by identity

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import Trained
from nlu.entity_model import EntityModel
from nlu.entity_patterns import find, value_of

Found = dict[str, Any]
SURE_PATTERNS = {"request_number", "amount", "date"}       # found by their form alone
WHERE_NONE_LEARNED = {"address", "stream"}                 # also taken from a pattern when the tagger saw nothing there
BY_TOPIC = {
    "recreation_schedule": {"facility"}, "recreation_registration": {"facility"},
    "permit_requirements": {"permit_type"}, "planning_appointment": {"permit_type"},
    "transit_departures": {"route", "stop"}, "transit_alerts": {"route", "stop"},
}
BARE_WORDS = 4     # "vieux bbq rouillé": so short a message about an object is that object


def merge(text: str, learned: Sequence[Found], matched: Sequence[Found], topic: str = "") -> list[Found]:
    """Patterns win for what has a fixed form; the learned tagger for the rest; some patterns where it saw nothing."""
    sure = [m for m in matched if m["entity"] in SURE_PATTERNS]
    kept = sure + [e for e in learned if not _overlap(e, sure)]
    also = WHERE_NONE_LEARNED | BY_TOPIC.get(topic, set())
    kept += [m for m in matched if m["entity"] in also and not _overlap(m, kept)]
    if topic == "item_disposal" and not any(e["entity"] == "item" for e in kept):
        kept += _items(text, [m for m in matched if not _overlap(m, kept)])
    return [_valued(text, entity) for entity in sorted(kept, key=lambda e: e["start"])]


def _items(text: str, matched: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    bare = text.strip(" .?!")
    if bare and len(bare.split()) <= BARE_WORDS:
        start = text.index(bare)
        return [{"entity": "item", "start": start, "end": start + len(bare)}]
    return [m for m in matched if m["entity"] == "item"]


def _overlap(entity: dict[str, Any], others: Sequence[dict[str, Any]]) -> bool:
    return any(entity["start"] < other["end"] and other["start"] < entity["end"] for other in others)


def _valued(text: str, entity: dict[str, Any]) -> dict[str, Any]:
    start, end, name = entity["start"], entity["end"], entity["entity"]
    while name == "route" and end < len(text) and text[end].isalnum():   # the tagger may cut "72B" after its number
        end += 1
    surface = text[start:end]
    value = surface
    if name in ("stream", "permit_type"):
        value = value_of(name, surface) or ("other" if name == "permit_type" else surface)
    return {"entity": name, "value": value, "text": surface, "start": start, "end": end}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityTagger(Trained):
    """Sets `entities`: [{entity, value, text, start, end}]; `value` is normalised for streams and projects.

    Comes after TopicClassifier: what counts as an item or a stop depends on what the message is about.
    """

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores the tagger."""
        examples = [(m.get(TEXT), m.get(ENTITIES) or [], m.get(INTENT)) for m in training_data.nlu_examples]
        self._model = EntityModel().fit(examples)
        return self.store()

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Tags the messages in place."""
        for message in messages:
            text = message.get(TEXT) or ""
            topic = (message.get(INTENT) or {}).get("name", "")
            message.set(ENTITIES, merge(text, self._model.find(text, topic), find(text), topic), add_to_output=True)
        return messages
