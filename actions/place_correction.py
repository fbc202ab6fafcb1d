"""The place of a request corrected on the way, whatever was asked (« non, au 312 », « le trou est au 118 »)."""
from __future__ import annotations

import re
from typing import Any

from actions.address_words import CORRECTION, address_of, strip_lead
from actions.request_form import PLACELESS, contact_of
from actions.request_place import find_place
from actions.turn import Turn
from nlu.text import plain

# « le trou est au 118 », "the lamp is at 45 Main": words that tell where, anywhere in the message
_AT = re.compile(r"\b(?:c'?est|est|is|it'?s|était|was|plut[oô]t|rather|attends?|wait|non|no),? (?:au|à|at|devant le|sur le|le)\s+"
                 r"(?P<place>\d{1,5}(?!\s*(?:h\b|heures?|am\b|pm\b|:)).*)", re.IGNORECASE)
_CIVIC = re.compile(r"\d{1,5}(?:\s?[a-z])?\b(?P<street>\W+\w{3,})?")


async def corrected_place(turn: Turn, task: dict[str, Any]) -> bool:
    """Changes the place when a message corrects it (« non, au 312 »), whatever was asked; True when it did."""
    data = task["data"]
    if turn.choice or data["topic"] in PLACELESS or not data.get("place") or not _corrects(turn, task):
        return False
    before = data["place"].get("label")
    await find_place(turn, task, _corrected_words(turn))
    data["compared"] = False
    note_correction(data, before)
    return True


def note_correction(data: dict[str, Any], before: str | None) -> None:
    """Remembers that the description names another place than the one corrected, so that the crew is told."""
    number = re.match(r"\d+", before or "")
    if number and re.search(rf"\b{number.group()}\b", data.get("description") or ""):
        data["place_corrected"] = True


def _corrected_words(turn: Turn) -> str:
    """The part of a correction that is the place."""
    own = address_of(turn)
    if own:
        return own
    at = _AT.search(turn.text)
    return at["place"] if at else turn.text


def _corrects(turn: Turn, task: dict[str, Any]) -> bool:
    """Whether a message speaks of the place, when something else was asked."""
    text, awaiting = plain(turn.text), task["awaiting"]
    if awaiting == "contact" and contact_of(turn.text):
        return False
    if turn.entity("address"):
        return bool(CORRECTION.search(text) or _AT.search(turn.text)) or awaiting in ("confirm", "correct")
    at = _AT.search(turn.text)
    civic = _CIVIC.match(plain(at["place"] if at else strip_lead(turn.text)))
    if not civic or not (CORRECTION.search(text) or (at and awaiting in ("confirm", "correct", "contact"))):
        return False
    if civic["street"]:
        return awaiting not in ("text", "string")
    answers = awaiting in ("value", "number") and not re.search(r"\b(?:au|at) \d", text)   # a number that was asked
    return not answers
