"""Short pieces of text that replies are composed of, from data/dialogue/phrases.yml."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parents[1] / "data/dialogue/phrases.yml"
TOPICS = Path(__file__).parents[1] / "data/topics"


@cache
def _phrases() -> dict[str, dict[str, dict[str, str]]]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["phrases"]


@cache
def _labels() -> dict[str, dict[str, str]]:
    files = {file.stem: file for file in TOPICS.glob("*/*.yml")}
    return {topic: _header(file)["label"] for topic, file in files.items()}


def _header(file: Path) -> dict:
    text = file.read_text(encoding="utf-8")
    return yaml.safe_load(text[: text.index("\nnlu:")])["topic"]


def phrase(group: str, key: str, language: str, **values: object) -> str:
    """A phrase in one language, filled.

    Raises:
        KeyError: when there is no such phrase; tests/content checks that all named in code exist.
    """
    return _phrases()[group][key][language].format(**values)


def has_phrase(group: str, key: str) -> bool:
    """Whether there is such a phrase."""
    return key in _phrases().get(group, {})


def label(topic: str, language: str) -> str:
    """A topic as a citizen would name it, for choices."""
    return _labels()[topic][language]
