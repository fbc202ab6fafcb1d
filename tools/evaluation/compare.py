"""Compares classifiers and features on the same data: `python -m tools.evaluation.compare [name...]`.

What docs/decisions/003 says was measured with this. Each candidate learns from all training examples and is measured
on the independent set, asked back for the least confident 8 %.
"""
from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

from nlu.features import TopicFeatures
from nlu.network import Network, softmax
from nlu.text import plain
from nlu.topic_model import NOT_OURS, SHARPNESS, TopicModel
from tools.evaluation.diet import diet
from tools.evaluation.sets import STYLES, near_misses, single, training

ASKED_BACK = 0.08
Probabilities = Callable[[Sequence[str]], np.ndarray]
Candidate = Callable[[Sequence[str], Sequence[str]], tuple[Probabilities, np.ndarray]]


def on_features(classifier: Any, **without: bool) -> Candidate:
    """A classifier of scikit-learn's form on our features, some of them left out."""
    def fit(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
        features = _Ablated(**without)
        model = classifier().fit(features.fit_transform(texts), topics)
        return lambda new: _probabilities(model, features.transform(new)), model.classes_
    return fit


def on_plain(vectors: Callable[[], Any], classifier: Any) -> Candidate:
    """A classifier on other vectors of the accent-stripped text."""
    def fit(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
        space = vectors()
        model = classifier().fit(space.fit_transform([plain(text) for text in texts]), topics)
        return lambda new: _probabilities(model, space.transform([plain(text) for text in new])), model.classes_
    return fit


def chosen(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
    """What the assistant uses."""
    model = TopicModel().fit(texts, topics)
    return model.probabilities, model.topics


def augmented(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
    """What the assistant uses, each example learned a second time with a typing mistake."""
    chance = random.Random(7)
    return chosen([*texts, *(_mistyped(text, chance) for text in texts)], [*topics, *topics])


def alone(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
    """What the assistant uses, without the separate decision on what is not ours."""
    model = TopicModel().fit(texts, topics)
    model._with_outside = lambda voted, _: voted
    return model.probabilities, model.topics


def together(*names: str) -> Candidate:
    """The mean of several candidates' probabilities."""
    def fit(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
        fits = [_fitted(name, texts, topics) for name in names]
        return lambda new: np.mean([probabilities(new) for probabilities, _ in fits], axis=0), fits[0][1]
    return fit


def cascade(first: str, second: str, sure: float = 0.5) -> Candidate:
    """The first candidate, and the second where the first is not sure."""
    def fit(texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
        (quick, classes), (slow, _) = _fitted(first, texts, topics), _fitted(second, texts, topics)

        def probabilities(new: Sequence[str]) -> np.ndarray:
            found = quick(new)
            return np.where(found.max(axis=1, keepdims=True) >= sure, found, slow(new))
        return probabilities, classes
    return fit


_FITS: dict[str, tuple[Probabilities, np.ndarray]] = {}


def _fitted(name: str, texts: Sequence[str], topics: Sequence[str]) -> tuple[Probabilities, np.ndarray]:
    """Trained once a run, also where several candidates are made of it."""
    if name not in _FITS:
        _FITS[name] = CANDIDATES[name](texts, topics)
    return _FITS[name]


def _mistyped(text: str, chance: random.Random) -> str:
    """One letter dropped, doubled or exchanged with the next."""
    if len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    middle = chance.choice(("", text[at] * 2, text[at + 1] + text[at]))
    return text[:at] + middle + text[at + (2 if len(middle) == 2 and middle[0] != text[at] else 1):]


class _Ablated(TopicFeatures):
    def __init__(self, spelling: bool = True, lemmas: bool = True, hints: bool = True) -> None:
        super().__init__()
        self._spelling, self._lemmas, self._hinted = spelling, lemmas, hints

    def usual(self, text: str) -> str:
        return super().usual(text) if self._spelling else " ".join(plain(text).split())

    def _lemmatized(self, usual: str) -> str:
        return super()._lemmatized(usual) if self._lemmas else usual

    def _join(self, words: Any, characters: Any, hinted: Any) -> Any:
        return super()._join(words, characters, hinted if self._hinted else hinted * 0)


def _probabilities(model: Any, rows: Any) -> np.ndarray:
    if hasattr(model, "predict_proba"):
        return model.predict_proba(rows)
    return softmax(SHARPNESS * model.decision_function(rows))


def _ngrams() -> Any:
    options = {"sublinear_tf": True, "min_df": 2, "dtype": np.float32}
    words = TfidfVectorizer(ngram_range=(1, 2), **options)
    return make_union(words, TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **options))


def _hashed() -> Any:
    return HashingVectorizer(analyzer="char_wb", ngram_range=(3, 6), n_features=2**16, alternate_sign=False,
                             dtype=np.float32)


CANDIDATES: dict[str, Candidate] = {
    "nearest": on_plain(_ngrams, lambda: KNeighborsClassifier(5, weights="distance", metric="cosine")),
    "bayes": on_plain(_ngrams, lambda: ComplementNB(alpha=0.3)),
    "logistic": on_plain(_ngrams, lambda: LogisticRegression(C=10, max_iter=60)),
    "svm": on_plain(_ngrams, lambda: LinearSVC(C=0.7)),
    "hashed": on_plain(_hashed, lambda: Network(hidden=64, drop_hidden=0.0)),
    "network": on_plain(_ngrams, Network),
    "svm-ours": on_features(lambda: LinearSVC(C=0.7)),
    "svm-no-spelling": on_features(lambda: LinearSVC(C=0.7), spelling=False),
    "svm-no-lemmas": on_features(lambda: LinearSVC(C=0.7), lemmas=False),
    "svm-no-hints": on_features(lambda: LinearSVC(C=0.7), hints=False),
    "network-ours": on_features(Network),
    "network-sure": on_features(lambda: Network(drop_input=0.0, drop_hidden=0.0)),
    "augmented": augmented,
    "no-outside": alone,
    "chosen": chosen,
    "diet": diet,
    "diet-chosen": together("diet", "chosen"),
    "chosen-then-diet": cascade("chosen", "diet"),
    "diet-logistic": together("diet", "logistic"),
}


def main(names: Sequence[str]) -> None:
    """Prints one line per candidate."""
    rows, cases, near = training(), single(), near_misses()
    texts, topics = [row[0] for row in rows], [row[1] for row in rows]
    print(f"{len(texts)} examples\n{'candidate':18s} seconds  first {'  '.join(STYLES)}  right  wrong  near kept")
    for name in names or CANDIDATES:
        start = _processor_seconds()
        probabilities, classes = _fitted(name, texts, topics)
        seconds = _processor_seconds() - start
        found, sure = _top(probabilities([case.text for case in cases]), classes)
        near_found, near_sure = _top(probabilities([case.text for case in near]), classes)
        right = np.array([topic == case.expected[0] for topic, case in zip(found, cases)])
        least = np.quantile(sure, ASKED_BACK)
        styles = "     ".join(f"{right[[c.style == style for c in cases]].mean():.1%}" for style in STYLES)
        kept = ((near_sure < least) | np.isin(near_found, NOT_OURS)).mean()
        print(f"{name:18s} {seconds:6.0f}  {right.mean():.1%}  {styles}  {right[sure >= least].mean():.1%}  "
              f"{(~right & (sure >= least)).mean():.1%}  {kept:.1%}", flush=True)


def _processor_seconds() -> float:
    """Of this process and of those it has waited for: DIET is trained in one of its own."""
    return sum(os.times()[:4])


def _top(probabilities: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return classes[probabilities.argmax(axis=1)], probabilities.max(axis=1)


if __name__ == "__main__":
    main(sys.argv[1:])
