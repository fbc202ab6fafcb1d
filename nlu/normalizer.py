"""Brings a text to the form that is classified: plain, usual spelling, elisions undone, lemmas on demand.

What is stored, shown or searched for entities is never this form.
"""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from nlu.text import plain

SPELLING = Path(__file__).parents[1] / "data/entities/spelling.yml"
_WORD = re.compile(r"[a-z0-9_$%#@&]+|[?!]")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_ELIDED = re.compile(r"(?:jusqu|lorsqu|puisqu|qu|[jldcnsmt])(?=[aeiouyh])|[jdlm](?=[bcdfgjklmnpqrstvxz])")
_FULL = {"j": "je", "d": "de", "l": "le", "m": "me"}


@cache
def _rules() -> tuple[list[tuple[re.Pattern[str], str]], dict[str, str]]:
    data = yaml.safe_load(SPELLING.read_text(encoding="utf-8"))
    phrases = [(re.compile(pattern), usual) for pattern, usual in data["phrases"]]
    return phrases, {word: usual for usual, words in data["words"].items() for word in words}


def normalize(text: str, known: frozenset[str] = frozenset()) -> str:
    """Words in their usual spelling, separated by one space, without accents or punctuation but ? and !.

    Args:
        text: as typed.
        known: words that exist; a word that does not and starts like an elision ("lecole", "jveux") is cut in two.
    """
    phrases, words = _rules()
    text = _REPEATED.sub(r"\1\1", plain(text))
    for pattern, usual in phrases:
        text = pattern.sub(usual, text)
    found = (words.get(word) or _cut(word, known) for word in _WORD.findall(text))
    return " ".join(found)


def _cut(word: str, known: frozenset[str]) -> str:
    """ "lecole" -> "l ecole", "jveux" -> "je veux", when only the rest is a word."""
    elided = _ELIDED.match(word) if known and len(word) > 3 and word not in known else None
    if not elided or word[elided.end():] not in known:
        return word
    start, rest = elided.group(), word[elided.end():]
    return f"{start if rest[0] in 'aeiouyh' else _FULL[start]} {rest}"
