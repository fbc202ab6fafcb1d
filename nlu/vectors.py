"""Vectors of one message at a time, from fitted TfidfVectorizers.

scikit-learn's `transform` is made for thousands of texts: on one, nine tenths of its time goes to checks and to
matrices that are made only to be multiplied.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer


class Block:
    """One fitted vectorizer (`sublinear_tf`, l2 norm), its columns from `first` on, multiplied by `weight`."""

    def __init__(self, vectorizer: TfidfVectorizer, first: int = 0, weight: float = 1.0) -> None:
        self._analyze = vectorizer.build_analyzer()
        self._columns = {feature: int(column) for feature, column in vectorizer.vocabulary_.items()}
        self._idf = vectorizer.idf_.tolist()
        self._first, self._weight = first, weight
        self.width = len(self._idf)

    def row(self, text: str) -> tuple[list[int], list[float]]:
        """Columns and values of a text, by column."""
        counts = Counter(self._columns[feature] for feature in self._analyze(text) if feature in self._columns)
        columns = sorted(counts)
        values = [(1.0 + log(counts[column])) * self._idf[column] for column in columns]
        scale = self._weight / (sqrt(sum(value * value for value in values)) or 1.0)
        return [self._first + column for column in columns], [value * scale for value in values]


def matrix(blocks: Sequence[Block], texts: Sequence[Sequence[str]]) -> csr_matrix:
    """(n, features) float32: each of n texts comes in as many forms as there are blocks."""
    indices: list[int] = []
    data: list[float] = []
    ends = [0]
    for forms in texts:
        for block, form in zip(blocks, forms):
            columns, values = block.row(form)
            indices += columns
            data += values
        ends.append(len(indices))
    shape = (len(texts), sum(block.width for block in blocks))
    return csr_matrix((np.array(data, np.float32), np.array(indices, np.int32), np.array(ends, np.int32)), shape)
