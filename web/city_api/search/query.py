"""Reads what a citizen typed as an address: a civic number, a street, and what may be left aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from .text import fold, stem, tokens
from .words import DIRECTION, GENERIC, NUMBER_WORDS, SHORT, STOPS

POSTAL_CODE = re.compile(r"\b[abceghj-nprstvxy]\d[abceghj-nprstv-z](?:[ -]?\d[abceghj-nprstv-z]\d)?\b")
UNIT = re.compile(
    r"\b(?:app|apt|appt|appart|appartement|apartment|unit|unite|suite|bureau|bur|local|porte)\b\.?\s*#?\s*(?:\d+\w?|[a-z])\b"
)
TRAILING_UNIT = re.compile(r"(?<=\S)[\s,]*#\s*\d+\w?\b")
CIVIC = re.compile(r"^\d+[a-z]?(?:-\d+[a-z]?)?$")


@dataclass(frozen=True)
class StreetWords:
    """A street taken apart: `core` holds the words of its own name."""

    core: tuple[str, ...]
    generic: str = ""
    direction: str = ""
    joined: str = ""
    numbers: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Reading:
    """One way to understand a query; `civic` is None for a street alone."""

    civic: str | None
    street: StreetWords


def readings(query: str, ignorable: frozenset[str] = frozenset()) -> Iterator[Reading]:
    """Every way to split a query into civic number and street. `ignorable` are the folded words of the city's name."""
    words = _strip(query, ignorable)
    seen = set()
    for position, word in enumerate(words):
        for civic in _civic_numbers(word):
            rest = words[:position] + words[position + 1 :]
            street = street_words(rest)
            if street.core and (civic, street) not in seen:
                seen.add((civic, street))
                yield Reading(civic, street)
    street = street_words(words)
    if street.core:
        yield Reading(None, street)


def street_words(words: list[str]) -> StreetWords:
    """Take the words of a street apart; works on a street of the city and on what was typed."""
    words = [part for word in _endings(words) for part in SHORT.get(word, word).split()]
    direction = DIRECTION.get(words[-1], "") if len(words) > 1 else ""
    body = words[:-1] if direction else words
    at = _generic_position(body)
    generic = GENERIC[body[at]] if at is not None else ""
    named = [word for index, word in enumerate(body) if index != at]
    core = tuple(stem(word) for word in named if word not in STOPS)
    return StreetWords(core, generic, direction, "".join(named), frozenset(w for w in core if not w.isalpha()))


def _strip(query: str, ignorable: frozenset[str]) -> list[str]:
    text = TRAILING_UNIT.sub(" ", UNIT.sub(" ", POSTAL_CODE.sub(" ", fold(query))))
    found = tokens(text)
    words = [word for word, after in zip_longest(found, found[1:]) if not _announces(word, after or "")]
    while len(words) > 2 and words[-1] in ignorable:
        words.pop()
    return words


def _announces(word: str, after: str) -> bool:
    """`no` in `no 145` says only that a number follows."""
    return word in NUMBER_WORDS and bool(CIVIC.match(after))


def _civic_numbers(word: str) -> list[str]:
    """`145` is a civic number; `3-145` may be one whole, or a unit and a civic number, in either order."""
    if not CIVIC.match(word):
        return []
    return [word, *reversed(word.split("-"))] if "-" in word else [word]


def _endings(words: list[str]) -> list[str]:
    """English puts the generic last: a final `st` is a street, a final `dr` a drive, not a saint or a doctor."""
    last = {"st": "street", "dr": "drive"}
    before_direction = len(words) > 2 and words[-1] in DIRECTION
    at = len(words) - (2 if before_direction else 1)
    if len(words) > 1 and words[at] in last and not any(word in GENERIC for word in words[:at]):
        return [*words[:at], last[words[at]], *words[at + 1 :]]
    return words


def _generic_position(words: list[str]) -> int | None:
    """Where the generic is: in front, else at the end, else anywhere; never the only word."""
    if len(words) < 2:
        return None
    order = [0, len(words) - 1, *range(1, len(words) - 1)]
    return next((at for at in order if words[at] in GENERIC), None)
