"""Ranks the topics of each message and of the parts that RequestSplitter proposes. The model is nlu/topic_model.py."""
from __future__ import annotations

from typing import List  # noqa: UP035 - Rasa checks these annotations by identity

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import Trained
from nlu.topic_model import TopicModel


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(Trained):
    """Sets `intent`, `intent_ranking` (top 5) and, for the next component, `spans`: [(start, end, ranking)]."""

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores the model."""
        examples = [example for example in training_data.intent_examples if example.get(INTENT)]
        self._model = TopicModel().fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        return self.store()

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
