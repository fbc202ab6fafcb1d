"""What an answer means beside a city's list, whichever language or usual word it is said in."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from nlu.entity_patterns import value_of
from nlu.text import plain

FILE = Path(__file__).parents[1] / "data/entities/value_words.yml"


def meanings(text: str) -> set[str]:
    """The known meanings in a text: « les vidanges » and « Ordures » share one, "green" and « Vert » too."""
    found = {_same()[word] for word in re.findall(r"\w+", plain(text)) if word in _same()}
    stream = value_of("stream", text)
    return found | ({f"stream {stream}"} if stream else set())


@cache
def _same() -> dict[str, str]:
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))["same"]
    return {word: line[0] for line in lines for word in line}
