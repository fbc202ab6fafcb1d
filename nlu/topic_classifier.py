"""Which topic a text is about: logistic regression on word and character n-grams of accent-stripped text."""
from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets `requests`: one entry per request of the message, with ranking and decision."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        self._storage, self._resource, self.model = storage, resource, model

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> TopicClassifier:
        """See GraphComponent."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **kwargs: Any) -> TopicClassifier:
        """See GraphComponent."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "model.joblib"))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores the classifier."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT)]
        self.model = make_pipeline(
            make_union(
                TfidfVectorizer(strip_accents="unicode", ngram_range=(1, 2), sublinear_tf=True),
                TfidfVectorizer(strip_accents="unicode", analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
            ),
            LogisticRegression(C=10, max_iter=60, n_jobs=1),
        )
        self.model.fit([e.get(TEXT) for e in examples], [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / "model.joblib")
        return self._resource

    def rank(self, text: str) -> list[dict[str, Any]]:
        """The five likeliest topics, best first: [{name, confidence}]."""
        scores = self.model.predict_proba([text])[0]
        best = scores.argsort()[::-1][:5]
        return [{"name": str(self.model.classes_[i]), "confidence": float(scores[i])} for i in best]

    def process(self, messages: list[Message]) -> list[Message]:
        """Classifies the messages in place."""
        for message in messages:
            ranking = self.rank(message.get(TEXT) or "")
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages
