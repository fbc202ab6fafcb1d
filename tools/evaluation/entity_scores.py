"""Entity scores on tests/evaluation/entities.yml: exact, and overlapping, per entity."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tools.evaluation.sets import Case


def entity_scores(cases: Sequence[Case], parsed: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """entity -> {expected, exact (recall), overlap (recall), false (found, nothing like it expected)}, and `all`."""
    expected, exact, overlap, false = Counter(), Counter(), Counter(), Counter()
    for case, result in zip(cases, parsed):
        wanted = [(e["entity"], e["value"].lower()) for e in case.extra.get("entities") or []]
        found = [(e["entity"], e["text"].lower()) for e in result["entities"]]
        for name, surface in wanted:
            expected[name] += 1
            exact[name] += (name, surface) in found
            overlap[name] += any(name == n and (surface in s or s in surface) for n, s in found)
        for name, surface in found:
            false[name] += not any(name == n and (surface in s or s in surface) for n, s in wanted)
    rows = {name: _row(expected[name], exact[name], overlap[name], false[name]) for name in sorted(expected)}
    rows["all"] = _row(*(sum(counter.values()) for counter in (expected, exact, overlap, false)))
    return rows


def _row(expected: int, exact: int, overlap: int, false: int) -> dict[str, float]:
    return {"expected": expected, "exact": exact / expected, "overlap": overlap / expected, "false": false}
