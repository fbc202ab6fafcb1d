"""Does a message go on with the unfinished matter, or does it open another one?"""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nlu.text import plain

_QUESTION = re.compile(
    r"\?|^(?:et |ok |pis |mais |au fait |by the way |also |and )*(?:c'?est quand|quand|ou |est[- ]?ce|combien|"
    r"comment|pourquoi|quel|quelle|quels|a quelle|kel|qd |puis[- ]je|peut[- ]on|on peut|j.?peux[- ]tu|faut[- ](?:il|tu)|"
    r"when|where|why|how|what|which|who|is |are |am i |do |does |did |can |could |may |should |will |would )|"
    r"\b(?:puis|peu[tx]|pouvez|ai|as|avez|ont|est|sont|dois|doit|faut|va|vont|allez|savez|faites|t)-(?:je|tu|ils?|elles?|on|vous)\b|"
    r"\b(?:est|sont|peut|peux|va|vont|a|ont|ai|faut|prend|ca) tu\b"
)
_CORRECTION = re.compile(r"\b(?:non|plutot|en fait|je voulais dire|correction|pas |no,|actually|i meant|sorry)\b")
_PLACE_KINDS = {"place", "address"}
_FREE_TEXT = {"text", "contact", "string"}
_SHORT = 4
FIGURES = 3   # words of a message that is little more than its figures


def continues(task: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    """True when the message answers, corrects or completes what `task` awaits.

    Args:
        task: top of the stack, with `topic` and `awaiting` (place, address, text, contact, confirm, choice, value…).
        message: parse data of the citizen's message.
    """
    requests = message.get("requests") or []
    if len(requests) > 1:
        return False
    request = requests[0] if requests else {}
    topic, sure = request.get("topic"), request.get("decision") == "sure"
    words = (message.get("text") or "").split()
    if len(words) <= FIGURES and any(c.isdigit() for c in "".join(words)):
        return True   # a number, a date, a civic number: what was asked
    if not sure or topic in ("inform", "affirm", "deny", task.get("topic")):
        return True
    if task.get("awaiting") == "value" and _has(message, "date") and not _QUESTION.search(plain(message.get("text") or "")):
        return True   # « la semaine prochaine » takes no leave
    if topic in ("thanks", "greet", "goodbye", "insult"):
        return False
    return not _opens_another(task, message, request)


def _opens_another(task: Mapping[str, Any], message: Mapping[str, Any], request: Mapping[str, Any]) -> bool:
    text = plain(message.get("text") or "")
    awaiting, confidence = task.get("awaiting"), request.get("confidence", 0.0)
    asks = bool(_QUESTION.search(text))
    words = len(text.split())
    if awaiting in _PLACE_KINDS and _has(message, "address") and not asks:
        return False
    if awaiting in _FREE_TEXT:
        return asks and confidence >= 0.6
    if awaiting in ("confirm", "correct") and (_CORRECTION.search(text) or _has(message, "address")) and not asks:
        return False
    return (asks and confidence >= 0.5) or (words > _SHORT and confidence >= 0.7) or confidence >= 0.9


def _has(message: Mapping[str, Any], entity: str) -> bool:
    return any(found.get("entity") == entity for found in message.get("entities") or [])
