"""Reads what a citizen answered to a service attribute, as its Open311 data type wants it."""
from __future__ import annotations

import re
from datetime import datetime

from rapidfuzz import fuzz, process

from actions.city_types import Attribute
from actions.moments import NO_HOUR, parse_moment
from actions.numbers import in_words
from actions.value_words import meanings
from cities.formats import day_text, moment_text
from dialogue.choices import chosen
from nlu.text import plain

# A moment that is still to come, in the words of a city's question; any other is one when something happened.
_TO_COME = re.compile(r"\b(?:souhait|voul|desir|prefer|prevu|planifi|livr|rendez-?vous|disponib|wish|want|plan|deliver|"
                      r"appointment|availab|expected|a venir|upcoming|prochain|next)")
_EITHER = re.compile(r"\b(?:ou|or)\b")
_EMPTY = {"les", "des", "une", "mon", "mes", "the", "and", "pour", "est", "c'est"}
MAX_STRING, MAX_TEXT = 500, 4000


class Unreadable(ValueError):
    """The answer does not fit the attribute."""


def read(attribute: Attribute, text: str, now: datetime) -> str | list[str]:
    """The value to send; a list for a multivaluelist.

    Raises:
        Unreadable: when the text is no number, no date or none of the values.
    """
    if attribute.datatype == "number":
        return _number(text)
    if attribute.datatype == "datetime":
        asked = plain(f"{attribute.code} {attribute.description} {attribute.datatype_description or ''}")
        moment = parse_moment(text, now, past=not _TO_COME.search(asked))
        if moment is None:
            raise Unreadable
        return moment.isoformat()
    if attribute.datatype == "singlevaluelist" and attribute.values:
        return _one(attribute, text)
    if attribute.datatype == "multivaluelist" and attribute.values:
        return _several(attribute, text)
    if not text.strip():
        raise Unreadable
    return text.strip()[:MAX_TEXT] if attribute.datatype == "text" else " ".join(text.split())[:MAX_STRING]


def shown(attribute: Attribute, value: str | list[str], language: str, now: datetime) -> str:
    """A value as the citizen reads it in the summary; a date of another year with its year."""
    if attribute.datatype == "datetime" and isinstance(value, str):
        at = datetime.fromisoformat(value)
        year = at.year != now.year
        return day_text(at.date(), language, year) if at.time() == NO_HOUR else moment_text(at, language, year)
    names = {v.key: v.name for v in attribute.values}
    return ", ".join(names.get(part, part) for part in ([value] if isinstance(value, str) else value))


def _number(text: str) -> str:
    if sum(bool(re.search(r"\d", part)) or in_words(part) is not None for part in _EITHER.split(plain(text))) > 1:
        raise Unreadable     # « deux ou trois »
    match = re.search(r"-?\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?", text)
    if not match:
        number = in_words(text)
        if number is None:
            raise Unreadable
        return str(number)
    return re.sub(r"[ \u00a0]", "", match.group()).replace(",", ".")


def _one(attribute: Attribute, text: str) -> str:
    offered = [{"title": v.name, "value": {"key": v.key}} for v in attribute.values]
    picked = chosen(text, offered)
    if picked:
        return picked["key"]
    said = plain(text)
    inside = [v.key for v in attribute.values if plain(v.name) in said or (len(said) > 3 and said in plain(v.name))]
    if len(inside) == 1:
        return inside[0]
    words = set(re.findall(r"\w{3,}", said)) - _EMPTY
    held = [v.key for v in attribute.values if words and words <= set(re.findall(r"\w{3,}", plain(v.name)))]
    if len(held) == 1:
        return held[0]
    names = {v.key: plain(v.name) for v in attribute.values}
    near = process.extractOne(said, names, scorer=fuzz.ratio, score_cutoff=80)
    if near:
        return near[2]
    meant = meanings(text)
    alike = [v.key for v in attribute.values if meant & meanings(v.name)]
    if len(alike) != 1:
        raise Unreadable
    return alike[0]


def _several(attribute: Attribute, text: str) -> list[str]:
    parts = [part for part in re.split(r"\s*(?:,|;|\bet\b|\band\b|\+|&)\s*", text) if part.strip()]
    keys = [_one(attribute, part) for part in parts]
    if not keys:
        raise Unreadable
    return list(dict.fromkeys(keys))
