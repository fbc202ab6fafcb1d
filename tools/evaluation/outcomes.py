"""What became of a message, and the shares that matter.

answered  the (first) request is sure, or an emergency pattern matched
right     the topics answered are those expected, no more and no less
costly    answered with something else, other than a mix-up between two topics that refuse alike or only steer the talk
kept      a near miss: not answered as one of the topics
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nlu.topic_importer import read
from tools.evaluation.sets import ROOT, Case

Test = Callable[["Outcome"], bool]
REFUSING = {"out_of_scope", "other_city_matter"}


@dataclass(frozen=True)
class Outcome:
    """A case, the topics found in order, the confidence in the first, and whether it is answered."""

    case: Case
    topics: tuple[str, ...]
    confidence: float
    answered: bool

    @property
    def right(self) -> bool:
        """Exactly what was expected; for a near miss, any of it."""
        if self.case.style.startswith("near_"):
            return len(self.topics) == 1 and self.topics[0] in self.case.expected
        return self.topics == self.case.expected

    @property
    def wrong(self) -> bool:
        """Answered, and not right."""
        return self.answered and not self.right

    @property
    def costly(self) -> bool:
        """Wrong in a way that gives a citizen a false answer or a false request."""
        harmless = _steering() | REFUSING
        return self.wrong and not {*self.topics, *self.case.expected} <= harmless

    @property
    def kept(self) -> bool:
        """Not answered as a topic of the city."""
        return not self.answered or set(self.topics) <= REFUSING


def outcome(case: Case, parsed: dict[str, Any]) -> Outcome:
    """The outcome of a case from its parse data."""
    if parsed.get("emergency"):
        return Outcome(case, ("emergency",), 1.0, True)
    requests = parsed["requests"] or [{"topic": "nlu_fallback", "confidence": 0.0, "decision": "unsure"}]
    topics = tuple(request["topic"] for request in requests)
    return Outcome(case, topics, requests[0]["confidence"], requests[0]["decision"] == "sure")


def share(outcomes: Sequence[Outcome], of: Test, among: Test | None = None) -> float:
    """Share of the outcomes (of those `among`) for which `of` holds; 0 when there is none."""
    counted = [o for o in outcomes if among is None or among(o)]
    return sum(map(of, counted)) / len(counted) if counted else 0.0


def _steering() -> set[str]:
    if not _STEERING:
        areas = read(ROOT / "topics.yml")
        _STEERING.update(t for area in areas.values() for t, about in area.items() if about["kind"] == "dialogue")
    return _STEERING - {"emergency"}


_STEERING: set[str] = set()
