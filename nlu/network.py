"""A small neural network on sparse vectors: one hidden layer, input and hidden dropout, Adam on the rows in use.

Written on NumPy because TensorFlow costs the server 600 MB and 40 s at start for the same layer, and scikit-learn's
has no dropout, which is worth one point of accuracy here (docs/decisions/003).
"""
from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Arrays = dict[str, np.ndarray]
F32 = np.float32


class Network:
    """Classifier with the interface of scikit-learn's: `fit`, `classes_`, `predict_proba`."""

    def __init__(self, hidden: int = 128, epochs: int = 10, batch: int = 256, rate: float = 3e-3,
                 drop_input: float = 0.4, drop_hidden: float = 0.3, seed: int = 7) -> None:
        self.hidden, self.epochs, self.batch, self.rate = hidden, epochs, batch, rate
        self.drop_input, self.drop_hidden, self.seed = drop_input, drop_hidden, seed
        self.classes_: np.ndarray = np.array([])
        self.embedding: np.ndarray = np.array([])
        self.layers: Arrays = {}

    def fit(self, features: csr_matrix, labels: Any) -> Network:
        """Learns `labels` (n) from `features` (n, f) float32; same data and seed give the same weights."""
        rng = np.random.default_rng(self.seed)
        self.classes_, targets = np.unique(labels, return_inverse=True)
        self._start(features.shape[1], len(self.classes_), rng)
        state = _Adam(self.layers, self.embedding.shape)
        batches = len(targets) // self.batch + 1
        for step in range(self.epochs * batches):
            if step % batches == 0:
                order = np.array_split(rng.permutation(len(targets)), batches)
            rate = self.rate * max(1 - step / (self.epochs * batches), 0.02)
            rows = order[step % batches]
            self._step(features[rows], targets[rows], state, rate, rng)
        return self

    def predict_proba(self, features: csr_matrix) -> np.ndarray:
        """(n, classes): probabilities in the order of `classes_`."""
        hidden = np.maximum(features @ self.embedding + self.layers["bias"], 0)
        return softmax(hidden @ self.layers["output"] + self.layers["output_bias"])

    def _start(self, inputs: int, outputs: int, rng: np.random.Generator) -> None:
        self.embedding = rng.standard_normal((inputs, self.hidden), dtype=F32) * F32(0.05)
        output = rng.standard_normal((self.hidden, outputs), dtype=F32) * F32(np.sqrt(2 / self.hidden))
        self.layers = {"bias": np.zeros(self.hidden, F32), "output": output, "output_bias": np.zeros(outputs, F32)}

    def _step(self, rows: csr_matrix, targets: np.ndarray, state: _Adam, rate: float, rng: np.random.Generator) -> None:
        """One batch: only the embedding rows of features that it holds are read and changed."""
        rows.data *= (rng.random(rows.nnz, dtype=F32) > self.drop_input) / F32(1 - self.drop_input)
        used, compact = np.unique(rows.indices, return_inverse=True)
        small = csr_matrix((rows.data, compact.astype(np.int32), rows.indptr), (rows.shape[0], len(used)))
        before = small @ self.embedding[used] + self.layers["bias"]
        kept = (rng.random(before.shape, dtype=F32) > self.drop_hidden) / F32(1 - self.drop_hidden)
        gate = ((before > 0) * kept).astype(F32)
        hidden = before * gate
        error = softmax(hidden @ self.layers["output"] + self.layers["output_bias"])
        error[np.arange(len(targets)), targets] -= 1
        error /= F32(len(targets))
        back = (error @ self.layers["output"].T) * gate
        gradients = {"bias": back.sum(0), "output": hidden.T @ error, "output_bias": error.sum(0)}
        state.update(self.layers, gradients, self.embedding, used, small.T @ back, rate)


class _Adam:
    """First and second moments; the embedding's are kept up to date only for the rows seen."""

    def __init__(self, layers: Arrays, shape: tuple[int, int]) -> None:
        self.step = 0
        self.first = {name: np.zeros_like(value) for name, value in layers.items()}
        self.second = {name: np.zeros_like(value) for name, value in layers.items()}
        self.rows_first, self.rows_second = np.zeros(shape, F32), np.zeros(shape, F32)

    def update(self, layers: Arrays, gradients: Arrays, embedding: np.ndarray, used: np.ndarray,
               rows: np.ndarray, rate: float) -> None:
        """Changes layers and the `used` rows of the embedding in place."""
        self.step += 1
        for name, gradient in gradients.items():
            layers[name] -= self._move(self.first[name], self.second[name], gradient, rate)
        first, second = self.rows_first[used], self.rows_second[used]
        embedding[used] -= self._move(first, second, rows, rate)
        self.rows_first[used], self.rows_second[used] = first, second

    def _move(self, first: np.ndarray, second: np.ndarray, gradient: np.ndarray, rate: float) -> np.ndarray:
        first += F32(0.1) * (gradient - first)
        second += F32(0.001) * (gradient * gradient - second)
        scale = F32(rate / (1 - 0.9**self.step))
        return scale * first / (np.sqrt(second) * F32(1 / np.sqrt(1 - 0.999**self.step)) + F32(1e-8))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of scores to rows of probabilities."""
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)
