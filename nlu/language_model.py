"""Tells French from English in municipal messages, oral and misspelt, with names of streets in the other language."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from nlu.text import plain
from nlu.vectors import Block

DATA = Path(__file__).parents[1] / "data/entities/language.yml"
CUE_WEIGHT = 0.5
MODEL_WEIGHT = 0.9
_USUAL_FROM = 4       # times that a training word must occur to count as ours
_STRANGE = 0.35       # below this share of such words, a message may be in a third language
_WORD = re.compile(r"[^\W\d_]+")


class LanguageModel:
    """Logistic regression on characters, trained on the examples.

    Its odds meet those of py3langid and those of little words.
    """

    def __init__(self) -> None:
        self._vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), max_features=20000, sublinear_tf=True,
                                        dtype=np.float32)
        self._regression = LogisticRegression(C=10, max_iter=60)
        self._usual: frozenset[str] = frozenset()
        self._made: Block | None = None   # after the first message, not stored

    def fit(self, texts: Sequence[str], languages: Sequence[str]) -> LanguageModel:
        """Learns from texts in `fr` and `en`."""
        counts = Counter(word for text in texts for word in _WORD.findall(plain(text)))
        self._usual = frozenset(word for word, count in counts.items() if count >= _USUAL_FROM)
        self._regression.fit(self._vectors.fit_transform([general(text) for text in texts]), languages)
        return self

    def odds(self, text: str, general_english: float) -> float:
        """Log-odds of English, given another identifier's probability of English."""
        simple = general(text)
        columns, values = self._block().row(simple)
        english = float(np.dot(self._regression.coef_[0, columns], values) + self._regression.intercept_[0])
        english *= 1 if self._regression.classes_[1] == "en" else -1
        words = re.findall(r"[a-z]+", simple)
        cues = sum((word in _cues("en")) - (word in _cues("fr")) for word in words)
        return MODEL_WEIGHT * english + (1 - MODEL_WEIGHT) * _log_odds(general_english) + CUE_WEIGHT * cues

    def _block(self) -> Block:
        if self._made is None:
            self._made = Block(self._vectors)
        return self._made

    def strange(self, text: str) -> bool:
        """True for four words or more of which hardly any is usual here."""
        words = _WORD.findall(plain(text))
        return len(words) >= 4 and sum(word in self._usual for word in words) < _STRANGE * len(words)


def general(text: str) -> str:
    """Plain text without named streets, parks and stops, which keep their language in a message of the other."""
    return _named().sub(" ", plain(text))


def _log_odds(probability: float) -> float:
    held = min(max(probability, 1e-3), 1 - 1e-3)
    return float(np.log(held / (1 - held)))


@cache
def _data() -> dict[str, Any]:
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


@cache
def _cues(language: str) -> frozenset[str]:
    return frozenset(_data()["cues"][language])


@cache
def _named() -> re.Pattern[str]:
    return re.compile("|".join(_data()["named"]))
