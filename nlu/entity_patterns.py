"""Pieces of information that data/entities/patterns.yml finds, and the value that a surface form stands for."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATTERNS = Path(__file__).parents[1] / "data/entities/patterns.yml"


def aligned(text: str) -> str:
    """Lower case without accents, character for character: positions are those of `text`."""
    return "".join(_bare(character) for character in text.replace("’", "'"))


def find(text: str) -> list[dict[str, Any]]:
    """Entities that a pattern finds: [{entity, value, start, end}], in order, without overlap."""
    simple, taken, found = aligned(text), set(), []
    for entity, value, pattern in _patterns():
        for match in pattern.finditer(simple):
            start, end = match.span("x") if "x" in pattern.groupindex else match.span()
            if end > start and not taken & set(range(start, end)):
                taken |= set(range(start, end))
                found.append({"entity": entity, "value": value or text[start:end], "start": start, "end": end})
    return sorted(found, key=lambda entity: entity["start"])


def value_of(entity: str, surface: str) -> str | None:
    """What a stream's or a project's name stands for ("vidanges" -> garbage); None when no pattern knows it."""
    simple = aligned(surface)
    return next((v for e, v, pattern in _patterns() if e == entity and v and pattern.search(simple)), None)


@cache
def _bare(character: str) -> str:
    simple = unicodedata.normalize("NFD", character.lower())[:1]
    return simple if simple and not unicodedata.combining(simple) else " "


@cache
def _patterns() -> list[tuple[str, str | None, re.Pattern[str]]]:
    data = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return [(entity, value, re.compile(pattern)) for entity, listed in data.items()
            for value, pattern in _listed(listed)]


def _listed(listed: list[str] | dict[str, list[str]]) -> Iterator[tuple[str | None, str]]:
    if isinstance(listed, list):
        yield from ((None, pattern) for pattern in listed)
        return
    for value, patterns in listed.items():
        names = "|".join(sorted(patterns, key=len, reverse=True))
        yield value, rf"\b(?:{names})\b"
