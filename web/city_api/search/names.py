"""Finds things by name: items of the sorting guide, facilities, stops."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from rapidfuzz import fuzz, process

from .text import fold, stem, tokens
from .vocabulary import Vocabulary
from .words import STOPS


class NameIndex:
    """Phrases that name things. Word order, plurals, accents and small typing errors do not matter.

    `entries` are pairs (key, phrase); `filler` are words that say nothing of the thing itself;
    `expand` rewrites shortened words; `recall` (0 to 1) is how much of the phrase must be named to rank high.
    """

    def __init__(self, entries: Iterable[tuple[Hashable, str]], filler=frozenset(), expand=None, recall: float = 0.5):
        self._filler = STOPS | filler
        self._expand = expand or {}
        self._recall = recall
        self._keys, self._phrases = [], []
        for key, phrase in entries:
            words = self._words(phrase, STOPS)
            if words:
                self._keys.append(key)
                self._phrases.append(words)
        self._vocabulary = Vocabulary(self._phrases)
        self._joined = ["".join(words) for words in self._phrases]
        self._holding = defaultdict(list)
        for number, words in enumerate(self._phrases):
            for word in set(words):
                self._holding[word].append(number)

    def search(self, query: str, threshold: float = 0.6) -> list[tuple[Hashable, float]]:
        """Keys with their score, best first, each key once; [] when nothing is near."""
        typed = self._words(query, self._filler) or self._words(query, STOPS)
        scores: dict[Hashable, float] = {}
        for number, score in self._scores(typed).items():
            if score >= threshold and score > scores.get(self._keys[number], 0):
                scores[self._keys[number]] = score
        return sorted(scores.items(), key=lambda pair: (-pair[1], str(pair[0])))

    def _words(self, text: str, dropped: frozenset) -> list[str]:
        expanded = (self._expand.get(token, token) for token in tokens(fold(text)))
        words = [word for token in expanded for word in token.split()]
        return [stem(word) for word in words if word not in dropped]

    def _scores(self, typed: list[str]) -> dict[int, float]:
        meant = [(word, self._vocabulary.matches(word)) for word in typed]
        numbers = {number for _, matches in meant for known in matches for number in self._holding[known]}
        scores = {number: self._score(meant, self._phrases[number]) for number in numbers}
        joined = "".join(typed)
        if len(joined) >= 6:  # words run together or cut apart
            for _, ratio, number in process.extract(joined, self._joined, scorer=fuzz.ratio, score_cutoff=88, limit=5):
                scores[number] = max(scores.get(number, 0), ratio / 100 - 0.02)
        return scores

    def _score(self, meant: list, phrase: list[str]) -> float:
        weight = self._vocabulary.weight
        said = sum(weight(word) * max((near.get(known, 0) for known in phrase), default=0) for word, near in meant)
        held = sum(weight(known) * max((near.get(known, 0) for _, near in meant), default=0) for known in phrase)
        precision = said / sum(weight(word) for word, _ in meant)
        recall = held / sum(weight(known) for known in phrase)
        return (1 - self._recall) * precision + self._recall * recall
