"""Short messages that only make sense after the last answer: « et le compost? », « non, au 312 », "and tomorrow?"."""
from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.dates import parse_day
from nlu.text import plain

_LINK = re.compile(r"^(?:et|pis|puis(?![- ]?je\b)|ok et|mais|and|what about|how about|ok and|same for|meme chose)\b")
_OWN_QUESTION = re.compile(
    r"\b(?:(?:puis|peux|dois)[- ]?je|je (?:peux|dois|veux)|j'?peux|(?:peut|doit)[- ]on|on (?:peut|doit)|est[- ]ce|"
    r"ya[- ]?tu|y a[- ]t|y'? ?a[- ]?tu|ai[- ]je|faut|combien|comment|pourquoi|j'ai|"
    r"(?:can|may|should|must|do) (?:i|we)|i (?:want|need|can|have)|is (?:it|there)|are there|how)\b"
)
_CORRECTION = re.compile(
    r"^(?:non|nan|no|nope|pas|plutot|oups|oops|pardon|desole|sorry|excuse[zr]?|erreur|je voulais dire|en fait|actually|"
    r"i meant|je me suis tromp\w+|correction|c'?est pas|finalement)\b"
)
_CIVIC = re.compile(r"\b\d{1,5}\s?[a-z]?\b")
_WORDS = 7
SURE = 0.6     # of another topic, from which a question that stands by itself is that topic's
_WEAK = {"inform", "deny", "affirm", None}

# what may be asked again about the same topic with another value
PIECES = {
    "collection_schedule": {"stream", "address", "date"},
    "branch_collection": {"address"},
    "snow_status": {"address"},
    "water_service": {"address"},
    "item_disposal": {"item"},
    "winter_parking": {"date"},
    "roadworks": {"address"},
    "transfer_duty": {"amount"},
    "permit_requirements": {"permit_type"},
    "recreation_schedule": {"facility", "date"},
    "transit_departures": {"stop", "route", "date"},
    "transit_alerts": {"route"},
    "request_status": {"request_number"},
}


def follows(message: Mapping[str, Any], last_topic: str | None) -> bool:
    """Whether a message asks the last topic again with another piece, or corrects a piece of it."""
    pieces = PIECES.get(last_topic or "")
    requests = message.get("requests") or []
    if not pieces or len(requests) > 1:
        return False
    request = requests[0] if requests else {}
    said = plain(message.get("text") or "")
    found = {entity.get("entity") for entity in message.get("entities") or []} & pieces
    if "date" in pieces and parse_day(said, date.today()):
        found.add("date")
    sure = request.get("decision") == "sure" and request.get("topic") not in _WEAK
    if len(said.split()) > _WORDS or (sure and request.get("topic") == last_topic):
        return False
    if sure and request.get("confidence", 0.0) >= SURE and _OWN_QUESTION.search(said):
        return False
    if _CORRECTION.search(said):
        return bool(found) or ("address" in pieces and bool(_CIVIC.search(said)))
    return bool(found) and (bool(_LINK.search(said)) or not sure)
