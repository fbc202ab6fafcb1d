"""Recognises which of the offered choices a message picks: pressed, typed, or by its number."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from actions.consent import says_no, says_yes
from nlu.text import plain

_ORDINALS = {
    "premier": 0, "premiere": 0, "first": 0, "deuxieme": 1, "second": 1, "seconde": 1,
    "troisieme": 2, "third": 2, "dernier": -1, "derniere": -1, "last": -1, "quatrieme": 3, "fourth": 3, "cinquieme": 4,
    "fifth": 4, "sixieme": 5, "sixth": 5, "septieme": 6, "seventh": 6, "huitieme": 7, "eighth": 7, "neuvieme": 8, "ninth": 8,
    "dixieme": 9, "tenth": 9,
}
_ORDINAL = re.compile(r"([1-9]|1\d)(?:e|er|re|ere|eme|ieme|st|nd|rd|th)")
_FILLER = {"le", "la", "les", "l", "the", "one", "choix", "option", "numero", "no", "number", "c", "est", "svp",
           "please"}

LEAST = 4   # letters of an opening that picks a choice


def chosen(text: str, choices: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The value of the choice that the text picks, or None.

    Args:
        text: what the citizen sent; a button sends its title.
        choices: `[{"title": str, "value": dict}]` as offered last; `also` is a title that they had in another language.
    """
    said = _simple(text)
    if not said or not choices:
        return None
    for choice in choices:
        if said in (_simple(choice["title"]), _simple(choice.get("also") or "")):
            return choice["value"]
    index = _number(said)
    if index is not None:
        return choices[index]["value"] if -1 <= index < len(choices) else None
    begun = _begun(text, said, choices)
    if begun is not None:
        return begun
    scores = [fuzz.ratio(said, _simple(choice["title"])) for choice in choices]
    best = max(scores)
    if best >= 88 and scores.count(best) == 1 and not _numbers_differ(said, choices[scores.index(best)]["title"]):
        return choices[scores.index(best)]["value"]
    return None


def _begun(text: str, said: str, choices: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The only choice that begins with the words said, or with the yes or no that they mean."""
    openings = [said] if len(said) >= LEAST else []
    openings += ["oui", "yes"] if says_yes(text) else ["non", "no"] if says_no(text) else []
    titles = [(f"{_simple(choice['title'])} ", choice["value"]) for choice in choices]
    found = [value for title, value in titles if any(title.startswith(f"{opening} ") for opening in openings)]
    return found[0] if len(found) == 1 else None


def _simple(text: str) -> str:
    return " ".join(re.findall(r"[\w]+", plain(text)))


def _number(said: str) -> int | None:
    words = [word for word in said.split() if word not in _FILLER]
    if len(words) != 1:
        return None
    if words[0] in _ORDINALS:
        return _ORDINALS[words[0]]
    ordinal = _ORDINAL.fullmatch(words[0])
    if ordinal:
        return int(ordinal[1]) - 1
    return int(words[0]) - 1 if re.fullmatch(r"[1-9]|1\d", words[0]) else None


def _numbers_differ(said: str, title: str) -> bool:
    return re.findall(r"\d+", said) != re.findall(r"\d+", _simple(title))
