"""The sentences to measure on: the frozen independent set, and the training examples for cross-validation."""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlu.topic_importer import examples, read

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "tests/evaluation"
STYLES = ("fr_plain", "fr_messy", "en")


@dataclass(frozen=True)
class Case:
    """One message: its set (style), text and the topics that are right, in order; any of them for a near miss."""

    style: str
    text: str
    expected: tuple[str, ...]
    extra: dict[str, Any] = field(default_factory=dict, compare=False)


def single() -> list[Case]:
    """One topic each, in the three styles."""
    return [Case(style, text, (topic,))
            for style in STYLES for topic, texts in read(FROZEN / f"{style}.yml").items() for text in texts]


def near_misses() -> list[Case]:
    """Messages that borrow the words of a topic without being one."""
    return [Case(f"near_{language}", case["text"], tuple(case["expected"]))
            for language, cases in read(FROZEN / "near_misses.yml").items() for case in cases]


def listed(name: str) -> list[Case]:
    """`multi`, `negations`, `language` or `entities`: what is expected beside topics is in `extra`."""
    return [Case(name, case["text"], tuple(case.get("expected", ())), case) for case in read(FROZEN / f"{name}.yml")]


def training() -> list[tuple[str, str, str]]:
    """(text, topic, language) of all training examples."""
    messages = (m for path in sorted((ROOT / "data").rglob("*.yml")) for m in examples(read(path)))
    return [(m.get("text"), m.get("intent"), m.get("metadata", {"intent": {}})["intent"].get("language", ""))
            for m in messages]
