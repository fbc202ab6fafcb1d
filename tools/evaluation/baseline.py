"""The figures that may not fall: tests/evaluation/baseline.yml.

The same sentences are measured each time, so a change of the model moves a figure less than a new sample would; but
training differs in its last digits between machines. Two standard errors of the share are allowed for.
"""
from __future__ import annotations

from math import sqrt

import yaml

from nlu.topic_importer import read
from tools.evaluation.sets import FROZEN

FILE = FROZEN / "baseline.yml"
_HEAD = "# Lowest figures that `python -m tools.evaluate` accepts: what was measured, less two standard errors.\n" \
        "# Rewritten by `python -m tools.evaluate --save-baseline`; a commit that lowers one says why.\n"


def lower(figures: dict[str, tuple[float, int]]) -> list[str]:
    """One line for each figure under its floor."""
    floors = read(FILE)["floors"]
    return [f"{name}: {figures[name][0]:.3f} is under {floor:.3f}" for name, floor in floors.items()
            if figures[name][0] < floor]


def save(figures: dict[str, tuple[float, int]]) -> None:
    """Takes the figures as the new baseline."""
    floors = {name: round(max(value - 2 * _error(value, cases), 0.0), 3) for name, (value, cases) in figures.items()}
    FILE.write_text(_HEAD + yaml.safe_dump({"floors": floors}, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _error(value: float, cases: int) -> float:
    held = min(max(value, 1 / (cases + 2)), 1 - 1 / (cases + 2))
    return sqrt(held * (1 - held) / cases)
