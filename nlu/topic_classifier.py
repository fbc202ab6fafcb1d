"""Ranks the topics of each message and of the parts that RequestSplitter proposes. The model is nlu/topic_model.py."""
from __future__ import annotations

from typing import Any, List  # noqa: UP035 - Rasa checks these annotations by identity

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.topic_model import TopicModel

FILE = "topics.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` (top 5) and, for the next component, `spans`: [(start, end, ranking)]."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: TopicModel | None = None) -> None:
        self._storage, self._resource, self._model = storage, resource, model

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> TopicClassifier:
        """See GraphComponent."""
        return cls(model_storage, resource)

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> TopicClassifier:
        """See GraphComponent."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, joblib.load(folder / FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores the model."""
        examples = [example for example in training_data.intent_examples if example.get(INTENT)]
        self._model = TopicModel().fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        """Ranks the messages in place."""
        for message in messages:
            text = message.get(TEXT) or ""
            proposed = message.get("proposed") or [(0, len(text))]
            rankings = self._model.rank([text[start:end] for start, end in proposed])
            message.set("spans", [(start, end, ranking) for (start, end), ranking in zip(proposed, rankings)])
            message.set("intent", rankings[0][0], add_to_output=True)
            message.set("intent_ranking", rankings[0], add_to_output=True)
        return messages
