"""Which streets of the city a typed name may stand for."""

from collections import defaultdict

from rapidfuzz import fuzz, process

from .query import StreetWords, street_words
from .text import fold, tokens
from .vocabulary import Vocabulary

THRESHOLD = 0.66
MARGIN = 0.12
EXACT = 0.999


class StreetIndex:
    """The streets of the city, by number in the list `names`."""

    def __init__(self, names: list[str]):
        self.streets = [street_words(tokens(fold(name))) for name in names]
        self._vocabulary = Vocabulary([list(street.core) for street in self.streets])
        self._joined = [street.joined for street in self.streets]
        self._holding = defaultdict(list)
        for number, street in enumerate(self.streets):
            for word in set(street.core):
                self._holding[word].append(number)

    def find(self, typed: StreetWords) -> list[tuple[int, float]]:
        """Streets with their score, best first; far worse ones than the best are left out."""
        scores = self._candidates(typed)
        if not scores:
            return []
        best = max(scores.values())
        if best >= EXACT:  # the street exists as typed: a neighbour in spelling is another street
            scores = self._same_kind(typed, {n: score for n, score in scores.items() if score >= EXACT})
        kept = [
            (number, self._rank(typed, number, score)) for number, score in scores.items() if score >= best - MARGIN
        ]
        return sorted(kept, key=lambda pair: (-pair[1], pair[0]))

    def _candidates(self, typed: StreetWords) -> dict[int, float]:
        meant = [(word, self._vocabulary.matches(word)) for word in typed.core]
        numbers = {number for _, near in meant for known in near for number in self._holding[known]}
        scores = {number: self._score(meant, self.streets[number]) for number in numbers}
        if len(typed.joined) >= 6:  # words run together or cut apart
            near = process.extract(typed.joined, self._joined, scorer=fuzz.ratio, score_cutoff=93, limit=8)
            for _, ratio, number in near:
                scores[number] = max(scores.get(number, 0), ratio / 100 - 0.03)
        return {
            number: score
            for number, score in scores.items()
            if score >= THRESHOLD and typed.numbers <= self.streets[number].numbers
        }

    def _score(self, meant: list[tuple[str, dict[str, float]]], street: StreetWords) -> float:
        """How much of the query the street explains, and (a quarter as much) of the street the query names."""
        weight = self._vocabulary.weight
        said = sum(weight(word) * max((near.get(known, 0) for known in street.core), default=0) for word, near in meant)
        held = sum(weight(known) * max((near.get(known, 0) for _, near in meant), default=0) for known in street.core)
        precision = said / sum(weight(word) for word, _ in meant)
        recall = held / sum(weight(known) for known in street.core)
        return 1.25 * precision * recall / (0.25 * precision + recall) if recall else 0.0

    def _same_kind(self, typed: StreetWords, scores: dict[int, float]) -> dict[int, float]:
        """Among streets of the same name, only those of the kind and direction that were typed, where there are any."""
        for part in ("generic", "direction"):
            asked = getattr(typed, part)
            same = {n: score for n, score in scores.items() if asked and getattr(self.streets[n], part) == asked}
            scores = same or scores
        return scores

    def _rank(self, typed: StreetWords, number: int, score: float) -> float:
        street = self.streets[number]
        usual = typed.generic or "rue"  # said without its kind, a place is more often a street
        generic = 0.05 if usual == street.generic else 0
        direction = 0.04 if typed.direction == street.direction else 0
        return score + generic + direction
