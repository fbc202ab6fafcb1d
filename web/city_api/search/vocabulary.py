"""Known words, their rarity, and which of them a typed word may stand for."""

import math
from collections import Counter
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

PREFIX_SIMILARITY = 0.85


class Vocabulary:
    """The words of some phrases. `phrases` is a list of lists of stemmed words."""

    def __init__(self, phrases: list[list[str]]):
        counts = Counter(word for phrase in phrases for word in set(phrase))
        total = max(len(phrases), 1)
        self.weights = {word: math.log(1 + total / count) for word, count in counts.items()}
        self.unknown_weight = 0.5 * math.log(1 + total)
        self._words = list(self.weights)
        self.matches = lru_cache(maxsize=4096)(self._matches)

    def weight(self, word: str) -> float:
        """How much a word says: the rarer the more."""
        return self.weights.get(word, self.unknown_weight)

    def _matches(self, word: str) -> dict[str, float]:
        """Known words that a typed word may stand for, with a similarity between 0 and 1."""
        found = {word: 1.0} if word in self.weights else {}
        edits = allowed_edits(word)
        if not edits:
            return found
        for known, distance, _ in process.extract(word, self._words, scorer=OSA.distance, score_cutoff=edits, limit=12):
            if allowed_edits(known) >= distance and known not in found:
                found[known] = 1 - 1.3 * distance / max(len(word), len(known))
        for known in self._words:
            if known.startswith(word) and known not in found:
                found[known] = PREFIX_SIMILARITY
        return found


def allowed_edits(word: str) -> int:
    """Typing errors forgiven in a word: none in a short one or in anything with a digit."""
    if not word.isalpha() or len(word) < 4:
        return 0
    return 1 if len(word) < 7 else 2 if len(word) < 11 else 3
