"""Thresholds of data/entities/costs.yml: when to answer, when to ask."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

COSTS = Path(__file__).parents[1] / "data/entities/costs.yml"


@dataclass(frozen=True)
class Costs:
    """The file's content; `needed` maps a topic to its threshold."""

    margin: float
    torn: float
    usual: float
    needed: dict[str, float]
    split: dict[str, float]
    elsewhere: float
    elsewhere_usual: frozenset[str]

    def decision(self, ranking: Sequence[dict[str, Any]], elsewhere: bool = False) -> str:
        """`sure`, `torn` or `unsure` for a ranking [{name, confidence}], best first.

        Args:
            ranking: likeliest topics of one request.
            elsewhere: the request names another city.
        """
        best = ranking[0]
        second = ranking[1]["confidence"] if len(ranking) > 1 else 0.0
        needed = self.needed.get(best["name"], self.usual)
        if elsewhere and best["name"] not in self.elsewhere_usual:
            needed = max(needed, self.elsewhere)
        if best["confidence"] >= needed and best["confidence"] - second >= self.margin:
            return "sure"
        return "torn" if best["confidence"] >= self.torn else "unsure"


@cache
def costs() -> Costs:
    """Read once."""
    data = yaml.safe_load(COSTS.read_text(encoding="utf-8"))
    thresholds = data["thresholds"]
    needed = {topic: thresholds[level] for level, topics in data["levels"].items() for topic in topics}
    named = data["elsewhere"]
    return Costs(data["margin"], data["torn"], thresholds["usual"], needed, data["split"], named["threshold"],
                 frozenset(named["usual_for"]))
