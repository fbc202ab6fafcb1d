"""Recognises a part of a message that only goes on about the part before it."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from nlu.text import plain

PATTERNS = Path(__file__).parents[1] / "data/entities/back_reference.yml"


def refers_back(part: str, topic: str) -> bool:
    """True when `part`, understood as `topic`, names nothing itself: "and how do I reach them"."""
    topics, pattern = _patterns()
    return topic in topics and bool(pattern.search(plain(part)))


@cache
def _patterns() -> tuple[frozenset[str], re.Pattern[str]]:
    data = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return frozenset(data["topics"]), re.compile("|".join(data["patterns"]))
