"""Turns a text into the sparse vector that the topic classifiers read.

Three blocks: lemmatised words with pairs and skip-pairs, characters inside words, both on
text in the usual spelling (nlu/normalizer.py), and hints that it is not this city's business (nlu/hints.py).
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.hints import hints
from nlu.lemmas import lemma_table
from nlu.normalizer import normalize
from nlu.text import plain
from nlu.vectors import Block, matrix

KNOWN_FROM = 4
WEIGHTS = {"words": 0.8, "characters": 1.0, "hints": 0.5}


def word_features(words: str) -> list[str]:
    """Words, neighbours `a_b` and words one apart `a__b`."""
    found = [word for word in words.split() if word not in "?!"]
    return [
        *found,
        *(f"{a}_{b}" for a, b in zip(found, found[1:])),
        *(f"{a}__{b}" for a, b in zip(found, found[2:])),
    ]


class TopicFeatures:
    """Learns a vocabulary from the training texts, then gives one row per text."""

    def __init__(self) -> None:
        options = {"sublinear_tf": True, "dtype": np.float32}
        self._words = TfidfVectorizer(analyzer=word_features, min_df=2, **options)
        self._characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, **options)
        self._hints = TfidfVectorizer(analyzer=hints, **options)
        self.known: frozenset[str] = frozenset()
        self.lemmas: dict[str, str] = {}
        self._made: list[Block] | None = None   # after the first message, not stored

    def fit_transform(self, texts: Sequence[str]) -> csr_matrix:
        """Learns from `texts`; (n, features) float32."""
        counts = Counter(word for text in texts for word in re.findall(r"[a-z0-9_]+", plain(text)))
        self.known = frozenset(word for word, count in counts.items() if count >= KNOWN_FROM)
        self.lemmas = lemma_table(counts)
        usual = [self.usual(text) for text in texts]
        return self._join(
            self._words.fit_transform([self._lemmatized(text) for text in usual]),
            self._characters.fit_transform(usual),
            self._hints.fit_transform(texts),
        )

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """(n, features) float32, rows in the order of `texts`."""
        usual = [self.usual(text) for text in texts]
        forms = [(self._lemmatized(simple), simple, text) for simple, text in zip(usual, texts)]
        return matrix(self._blocks(), forms)

    def _blocks(self) -> list[Block]:
        if self._made is None:
            words = Block(self._words, 0, WEIGHTS["words"])
            characters = Block(self._characters, words.width, WEIGHTS["characters"])
            self._made = [words, characters, Block(self._hints, words.width + characters.width, WEIGHTS["hints"])]
        return self._made

    def usual(self, text: str) -> str:
        """The text in its usual spelling."""
        return normalize(text, self.known)

    def _lemmatized(self, usual: str) -> str:
        return " ".join(self.lemmas.get(word, word) for word in usual.split())

    @staticmethod
    def _join(words: csr_matrix, characters: csr_matrix, hinted: csr_matrix) -> csr_matrix:
        w = WEIGHTS
        return hstack([words * w["words"], characters * w["characters"], hinted * w["hints"]], "csr", np.float32)
