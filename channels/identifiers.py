"""Finds and removes personal identifiers that the city never asks for in a chat.

Social insurance numbers, Québec health insurance numbers and bank cards. Each has a check digit or a date inside,
so phone, request, tax account and property roll numbers pass.
"""
from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import luhn

MARK = "•••"

_SEPARATOR = r"[ .\-\u2010-\u2015\u2212]?"
_ALONE_BEFORE = r"(?<![\w$])(?<!\d[ .,\-])"
_ALONE_AFTER = r"(?![ .,\-]?\d)(?![A-Za-z])"
_SIN = re.compile(rf"{_ALONE_BEFORE}\d{{3}}({_SEPARATOR})\d{{3}}{_SEPARATOR}\d{{3}}{_ALONE_AFTER}")
_HEALTH = re.compile(rf"(?<!\w)([A-Za-z]{{4}})({_SEPARATOR})(\d{{4}})({_SEPARATOR})(\d{{4}}){_ALONE_AFTER}")
_CARD = re.compile(rf"{_ALONE_BEFORE}\d(?:{_SEPARATOR}\d){{12,18}}{_ALONE_AFTER}")
_CARD_GROUPS = {(4, 4, 4, 1), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 5)}

_SAYS_SIN = re.compile(r"\b(?:nas|sin|assurance[ -]sociale|social[ -]insurance)\b", re.I)
_SAYS_HEALTH = re.compile(r"\b(?:ramq|maladie|soleil|medicare|health)\b", re.I)
_FILE_WORDS = (
    "demande|requ[êe]te|dossier|suivi|matricule|compte|facture|permis|constat|contrat|r[ée]f[ée]rence|client|lot|tel|cell|"
    "t[ée]l[ée]phone|request|file|roll|account|bill|invoice|permit|ticket|reference|phone|case"
)
_SAYS_FILE = re.compile(rf"(?:{_FILE_WORDS})\w*[ :.#°o]*(?:est|is|num[ée]ro|number|no)?[ :.#°]*$|#\s*$", re.I)


def remove_identifiers(text: str) -> tuple[str, str | None]:
    """Text with every identifier replaced by MARK, and the kind of the first one found.

    Returns:
        (text, kind): kind is "bank_card", "sin", "health_card" or None.
    """
    kinds = []
    searches = (("bank_card", _CARD, _is_card), ("sin", _SIN, _is_sin), ("health_card", _HEALTH, _is_health))
    for kind, pattern, is_one in searches:
        text, count = _replace(text, pattern, is_one)
        kinds += [kind] * bool(count)
    return text, kinds[0] if kinds else None


def _replace(text: str, pattern: re.Pattern[str], is_one: Callable[[re.Match[str]], bool]) -> tuple[str, int]:
    found = [match for match in pattern.finditer(text) if is_one(match)]
    for match in reversed(found):
        text = text[: match.start()] + MARK + text[match.end() :]
    return text, len(found)


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match[0])


def _is_card(match: re.Match[str]) -> bool:
    digits = _digits(match)
    groups = tuple(len(group) for group in re.findall(r"\d+", match[0]))
    shaped = len(groups) == 1 or groups in _CARD_GROUPS or (groups[:4] == (4, 4, 4, 4) and len(groups) == 5)
    plausible = shaped and digits[0] in "23456" and luhn.is_valid(digits)
    return plausible and (len(digits) in (15, 16) or not _names_a_file(match))


def _is_sin(match: re.Match[str]) -> bool:
    """A valid number is one unless it is named as something else; said to be one, it is even with a typing error.

    stdnum.ca.sin also wants a first digit other than 0 and 8; both have been issued, so the check digit decides here.
    """
    if _SAYS_SIN.search(match.string):
        return True
    amount = re.match(r" ?\$", match.string[match.end() :])
    return luhn.is_valid(_digits(match)) and not amount and not _names_a_file(match)


def _is_health(match: re.Match[str]) -> bool:
    """Letters of the name, then year, month (50 more for a woman), day and a rank: NOMP 8512 3112."""
    letters, gap, first, _, second = match.groups()
    month, day = int(first[2:]), int(second[:2])
    if not (1 <= month <= 12 or 51 <= month <= 62) or not 1 <= day <= 31:
        return False
    two_years = first[:2] in ("19", "20") and second[:2] in ("19", "20")
    return not (gap and two_years and not letters.isupper() and not _SAYS_HEALTH.search(match.string))


def _names_a_file(match: re.Match[str]) -> bool:
    return bool(_SAYS_FILE.search(match.string[max(0, match.start() - 40) : match.start()]))
