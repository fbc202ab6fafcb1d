"""The figures of a text, whatever its language: numbers, amounts, hours, dates and phone numbers in one form."""

from __future__ import annotations

import re

_MONTHS = {
    "janvier": "january",
    "février": "february",
    "mars": "march",
    "avril": "april",
    "mai": "may",
    "juin": "june",
    "juillet": "july",
    "août": "august",
    "septembre": "september",
    "octobre": "october",
    "novembre": "november",
    "décembre": "december",
}
_ENGLISH_MONTH = re.compile(rf"\b({'|'.join(name.title() for name in _MONTHS.values())})\b")
_FRENCH_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")
_PHONE = re.compile(r"\b(?:1[ -])?\d{3}[ -]\d{3}-\d{4}\b|\b\d-\d-\d\b")
_SPACES = re.compile(r"[\u00a0\u202f]")
_ENGLISH_HOUR = re.compile(r"\b(\d{1,2})(?::(\d{2}))?(?: (?:to|and|–) (\d{1,2})(?::(\d{2}))?)? ?([ap])\.m\.")
_FRENCH_HOUR = re.compile(r"\b(\d{1,2}) h(?: (\d{2}))?\b")
_NUMBER = {
    "fr": re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}


def figures(text: str, language: str) -> set[str]:
    """Every figure of a text in a form that both languages share: « 1,5 % » and "1.5%" are both `1.5`.

    Args:
        text: a reply; its placeholders and web addresses do not count.
        language: `fr` or `en`, in which it is written.
    """
    rest = _SPACES.sub(" ", re.sub(r"{\w+}|https?://\S+", " ", text))
    found = {re.sub(r"\D", "", phone) for phone in _PHONE.findall(rest)}
    rest = _PHONE.sub(" ", rest)
    found |= _months(rest, language)
    hours = set()
    if language == "en":
        for match in _ENGLISH_HOUR.finditer(rest):
            hours |= _english_hours(*match.groups())
        rest = re.sub(r"\bnoon\b", " 12:00 ", _ENGLISH_HOUR.sub(" ", rest))
    else:
        hours = {f"{int(hour)}:{minute or '00'}" for hour, minute in _FRENCH_HOUR.findall(rest)}
        rest = re.sub(r"\bmidi\b", " 12:00 ", _FRENCH_HOUR.sub(" ", rest))
    hours |= set(re.findall(r"\b\d{1,2}:\d{2}\b", rest))
    rest = re.sub(r"\b\d{1,2}:\d{2}\b", " ", rest)
    return found | hours | {_number(match, language) for match in _NUMBER[language].findall(rest)}


def _months(text: str, language: str) -> set[str]:
    if language == "en":
        return {name.lower() for name in _ENGLISH_MONTH.findall(text)}
    return {_MONTHS[name] for name in _FRENCH_MONTH.findall(text)}


def _english_hours(hour: str, minute: str | None, end: str | None, end_minute: str | None, half: str) -> set[str]:
    """Hours of "9 to 11:30 a.m." on the clock of 24; the half of the day is said once, after the last."""
    pairs = [(hour, minute)] + ([(end, end_minute)] if end else [])
    late = 12 if half == "p" else 0
    return {f"{int(h) % 12 + late}:{m or '00'}" for h, m in pairs}


def _number(text: str, language: str) -> str:
    if language == "fr":
        return text.replace(" ", "").replace(",", ".").removesuffix(".")
    return text.replace(",", "")
