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
# Pieces that a short follow-up names and that the tagger may not know: read in its words without the link before them.
_ROAD = r"rue|avenue|av|boulevard|boul|chemin|ch|montee|rang|place|route|cote|street|road|avenue|boulevard"
_THIS = r"(?:la|le|celle|celui|the|mon|ma|my|autre|other|no\.?|numero|number|request|ticket|demande|dossier)"
_LINE = r"(?:la|le|the|ligne|circuit|bus|autobus|route|line)"
_ARTICLE = r"(?:une?|des|du|de la|de l'|le|la|les|l'|mon|ma|mes|an?|the|my|some|old)"
_SHAPES = {
    "request_number": re.compile(rf"^(?:{_THIS} )*#?[a-z]{{0,5}}-?\d[\d-]{{2,}}$"),
    "route": re.compile(rf"^(?:{_LINE} )*#?\d{{1,3}}[a-z]?$"),
    "stop": re.compile(r"^(?:(?:la|le|l'|the|a|au|at|from|arret|stop) ?)*#?\d{4,6}$"),
    "road": re.compile(
        rf"^(?:(?:sur|dans|on|la|le|l'|the|about) ?)*(?:(?:{_ROAD})\.? \w|\d{{1,2}}(?:e|th|st|nd|rd) (?:{_ROAD}))|^(?:sur|on) \w"
    ),
    "where": re.compile(r"^(?:ou|where)\b.*\b(?:mets|mettre|met|stationn\w+|park|parquer?|laisse[rz]?|vais|va|auto|char|car)\b"),
    "item": re.compile(rf"^{_ARTICLE} ?[a-z][\w' -]{{2,40}}$"),
}
_WHEN = re.compile(r"\b(?:delais?|combien de temps|c'?est (?:pour )?quand|pour quand|ca va etre long|how long|when)\b")
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
    "winter_parking": {"date", "where"},
    "roadworks": {"address", "road"},
    "transfer_duty": {"amount"},
    "permit_requirements": {"permit_type"},
    "recreation_schedule": {"facility", "date"},
    "transit_departures": {"stop", "route", "date"},
    "transit_alerts": {"route"},
    "request_status": {"request_number"},
    "contact_info": {"date"},
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
    found |= _shaped(said, pieces - ({"item"} if sure else set()))
    if len(said.split()) > _WORDS or (sure and request.get("topic") == last_topic):
        return False
    if sure and request.get("confidence", 0.0) >= SURE and _OWN_QUESTION.search(said):
        return False
    if _CORRECTION.search(said):
        return bool(found) or ("address" in pieces and bool(_CIVIC.search(said)))
    return bool(found) and (bool(_LINK.search(said)) or not sure)


def asks_when(message: Mapping[str, Any], slots: Mapping[str, Any]) -> bool:
    """Whether a short message asks how long the request just opened, or just looked up, will take."""
    requests = message.get("requests") or []
    said = plain(message.get("text") or "")
    sure = any(r.get("decision") == "sure" and r.get("topic") not in _WEAK for r in requests)
    known = (slots.get("remembered") or {}).get("request_number")
    return bool(known) and not sure and len(said.split()) <= _WORDS and bool(_WHEN.search(said))


def _shaped(said: str, pieces: set[str]) -> set[str]:
    """Pieces that the words after « et », « pis », "and" are, by their shape alone."""
    link = _LINK.search(said)
    rest = re.sub(r"^(?:et|and|pour|for|of|de|avec|with)\b ?", "", said[link.end():].strip(" ?!.,")) if link else ""
    return {piece for piece in pieces & _SHAPES.keys() if rest and _SHAPES[piece].search(rest)}
