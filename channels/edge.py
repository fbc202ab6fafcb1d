"""What every public channel does to a message before Rasa sees it: nothing unsafe, outsized or secret goes further."""
from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.identifiers import remove_identifiers

MAX_LENGTH = 2000          # characters of a message
MAX_BODY = 100 * 1024      # bytes of a request's body

_DROPPED = {"Cf", "Co", "Cs", "Cn"}   # invisible and bidirectional marks, private and unassigned characters


@dataclass(frozen=True)
class Screened:
    """A message that may go further: its text, and which identifier was taken out (sin, health_card, bank_card)."""

    text: str
    refused: str | None = None


def screen(text: object) -> Screened:
    """The safe form of what someone typed.

    At most MAX_LENGTH characters (a channel that can answer asks `too_long` first), line breaks kept, no control,
    invisible or bidirectional character, no leading slash, identifiers that nobody asked for replaced by a mark.

    Args:
        text: what came in; anything else than a str counts as empty.
    """
    cleaned = clean(text if isinstance(text, str) else "")[:MAX_LENGTH]
    return Screened(*remove_identifiers(cleaned))


def clean(text: str) -> str:
    """Text without what cannot be seen, at most twice MAX_LENGTH of it; digits of other scripts become 0-9."""
    text = unicodedata.normalize("NFC", text[: 2 * MAX_LENGTH])
    text = "".join(_plain_character(character) for character in text)
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().lstrip("/ ")


def too_long(text: object) -> bool:
    """Whether a message passes MAX_LENGTH characters as it came."""
    return isinstance(text, str) and len(text) > MAX_LENGTH


def location(metadata: object) -> dict[str, float] | None:
    """The position that a citizen shared on purpose, as {"lat", "long"} in degrees; None when absent or impossible.

    It is the only thing that a client may put into a message's metadata.
    """
    shared = metadata.get("location") if isinstance(metadata, Mapping) else None
    if not isinstance(shared, Mapping):
        return None
    lat, long = _degrees(shared.get("lat"), 90), _degrees(shared.get("long"), 180)
    return None if lat is None or long is None else {"lat": lat, "long": long}


def metadata(screened: Screened, client: object = None) -> dict[str, Any]:
    """Metadata for the policy: the identifier refused and the position shared, nothing else of the client's."""
    found = {"refused": screened.refused, "location": location(client)}
    return {name: value for name, value in found.items() if value is not None}


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Cc", "Zl", "Zp"):
        return "\n" if character in "\n\u2028\u2029" else " "
    return "" if category in _DROPPED else character


def _degrees(value: object, limit: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value) if abs(value) <= limit else None
