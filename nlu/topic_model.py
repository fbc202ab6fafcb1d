"""The classifier itself, free of Rasa: a linear SVM and a small network vote on sparse features.

A second linear SVM only decides whether the message is about one of the topics at all; on that question its
opinion meets the vote's.
"""
from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from nlu.features import TopicFeatures
from nlu.network import Network, softmax

SHARPNESS = 3.0   # scores of a linear SVM to probabilities: calibrated, docs/decisions/003
OUTSIDE_WEIGHT = 0.6   # of the outside opinion against the vote's
OUTSIDE_LEANING = 0.15   # in log-odds: the examples hold far fewer messages from outside than a town receives
NOT_OURS = ("out_of_scope", "other_city_matter")


class TopicModel:
    """Learns topics from texts; ranks the topics of new ones."""

    def __init__(self) -> None:
        self.features = TopicFeatures()
        self.network = Network()
        self.linear = _Linear()
        self.outside = _Linear()

    def fit(self, texts: Sequence[str], topics: Sequence[str]) -> TopicModel:
        """Learns the topic of each text; at least three topics, some of them not ours."""
        rows = self.features.fit_transform(texts)
        rows.sort_indices()   # liblinear would, in the midst of the network's reading
        with ThreadPoolExecutor() as pool:   # liblinear leaves Python to the network
            network = pool.submit(self.network.fit, rows, topics)
            outside = pool.submit(_Linear.fitted, rows, np.isin(topics, NOT_OURS), C=0.5, class_weight={True: 4, False: 1})
            self.linear = _Linear.fitted(rows, topics, C=0.7)
            self.outside = outside.result()
            network.result()
        return self

    @property
    def topics(self) -> np.ndarray:
        """Names in the order of the probabilities."""
        return self.network.classes_

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """(n, topics), rows sum to 1."""
        rows = self.features.transform(texts)
        voted = (softmax(SHARPNESS * self.linear.scores(rows)) + self.network.predict_proba(rows)) / 2
        return self._with_outside(voted, self.outside.scores(rows)[:, 0])

    def rank(self, texts: Sequence[str], most: int = 5) -> list[list[dict[str, Any]]]:
        """For each text, its likeliest topics, best first: [{name, confidence}].

        Where the two ways of not being ours outweigh any topic together, the likelier of them comes first with the
        sum as its confidence: to mistake one for the other costs little.
        """
        return [self._ranking(scores, most) for scores in self.probabilities(texts)]

    def _ranking(self, scores: np.ndarray, most: int) -> list[dict[str, Any]]:
        outside = np.flatnonzero(np.isin(self.topics, NOT_OURS))
        together = scores[outside].sum()
        if len(outside) and together >= scores.max():
            likelier = outside[scores[outside].argmax()]
            scores = scores.copy()
            scores[outside] = 0.0
            scores[likelier] = together
        best = scores.argsort()[::-1][:most]
        return [{"name": str(self.topics[i]), "confidence": round(float(scores[i]), 4)} for i in best]

    def _with_outside(self, voted: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Moves probability between the topics and the outside: weighted mean of the two opinions, in log-odds."""
        outside = np.isin(self.topics, NOT_OURS)
        if not outside.any() or outside.all():
            return voted
        vote = np.clip(voted[:, outside].sum(axis=1), 1e-6, 1 - 1e-6)
        odds = (1 - OUTSIDE_WEIGHT) * np.log(vote / (1 - vote)) + OUTSIDE_WEIGHT * SHARPNESS * scores + OUTSIDE_LEANING
        agreed = 1 / (1 + np.exp(-odds))
        return voted * np.where(outside, (agreed / vote)[:, None], ((1 - agreed) / (1 - vote))[:, None])


class _Linear:
    """A linear SVM reduced to its weights, in single precision."""

    def __init__(self, weights: np.ndarray | None = None, intercept: np.ndarray | None = None) -> None:
        self._weights, self._intercept = weights, intercept

    @classmethod
    def fitted(cls, rows: csr_matrix, labels: Any, **options: Any) -> _Linear:
        svm = LinearSVC(random_state=7, tol=1e-3, **options).fit(rows, labels)
        return cls(np.ascontiguousarray(svm.coef_.T, dtype=np.float32), svm.intercept_.astype(np.float32))

    def scores(self, rows: csr_matrix) -> np.ndarray:
        """(n, classes), or (n, 1) for two classes."""
        return rows @ self._weights + self._intercept
