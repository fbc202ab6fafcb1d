"""Recognises the part of a message that says what is not wanted: "pas le recyclage, les vidanges"."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from nlu.text import plain

_SAID_NO = re.compile(r"\b(?:pas|pu|not|isn.?t|aren.?t|don.?t)\b")
PATTERNS = Path(__file__).parents[1] / "data/entities/negation.yml"


def unwanted(parts: Sequence[str]) -> list[bool]:
    """For each part, True when it only says what the message is not about.

    "Not complaining, I just think a bench would be nice": what comes before "just" is unwanted as well.
    """
    negated, instead, meant = _patterns()
    simple = [plain(part) for part in parts]
    contrast = next((
        i for i, part in enumerate(simple)
        if i and (instead.search(part) or (meant.search(part) and _SAID_NO.search(simple[i - 1])))
    ), 0)
    return [i < contrast or bool(negated.search(part)) for i, part in enumerate(simple)]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    negated = re.compile(f"{data['opening']}(?:{'|'.join(data['negated'])})")
    return negated, re.compile("|".join(data["instead"])), re.compile("|".join(data["meant"]))
