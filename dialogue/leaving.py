"""The explicit way back to the assistant for someone who waits for a person."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from nlu.text import plain

LEAVE = "action_cancel"
SHORT = 6     # words: a longer message that seems to cancel is told to the person who is coming


def leaves_queue(message: Mapping[str, Any], slots: Mapping[str, Any]) -> bool:
    """Whether a message of someone who waits gives up: the button offered with the wait, or plain words for it.

    Numbers pick no button here: what is typed in the queue is meant for a person.
    """
    said = _simple(message.get("text") or "")
    titles = [c["title"] for c in slots.get("choices") or [] if (c.get("value") or {}).get("action") == LEAVE]
    if said and any(fuzz.ratio(said, _simple(title)) >= 88 for title in titles):
        return True
    requests = message.get("requests") or []
    sure = len(requests) == 1 and requests[0].get("topic") == "cancel" and requests[0].get("decision") == "sure"
    return bool(sure) and 0 < len(said.split()) <= SHORT


def _simple(text: str) -> str:
    return " ".join(re.findall(r"\w+", plain(text)))
