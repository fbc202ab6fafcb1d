"""The question of the attestation to be served in English: what answers it, and what comes when it is not answered.

It is asked once, explained once; whoever still does not answer goes on in French.
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.consent import says_no, says_yes
from nlu.text import plain

ATTEST = "action_attest_english"
_DECLARES = re.compile(
    r"\b(?:i|we) (?:do |hereby |can |will |so |solemnly )*(?:attest|declare|certify|confirm|affirm|swear|qualify)\b|"
    r"\b(?:j'|je l'?|j )?atteste\b|"
    r"\bi(?:'m| am) (?:eligible|entitled|indigenous|inuk|inuit|mohawk|cree|first nations?)\b|"
    r"\bi (?:have (?:the|a) right|live (?:outside|out of) (?:of )?quebec|(?:just |recently )?immigrated)\b|"
    r"\b(?:one|first|second|third|fourth|fifth|last)(?: one)?(?: of them| of these)? (?:is true|applies|is my case)\b|"
    r"\bit(?:'s| is) (?:true|my case)\b"
)
_DECLINES = re.compile(
    r"\bcontinue[rz]?\b.{0,12}\bfrancais\b|^(?:en |in )?(?:francais|french)\b|\bfrench (?:is|works|then|please|it is)\b|"
    r"\b(?:none|neither) of (?:them|these|those)\b|\bnone (?:apply|applies)\b|"
    r"\b(?:i (?:can'?t|cannot|won'?t|don'?t want to|do not|refuse to)|not going to) (?:attest|qualify)\b|"
    r"\b(?:i'?m|i am|we'?re) not (?:eligible|entitled|one of)\b|\baucun(?: de ces)? cas\b|\bj'?(?:e n'?)?atteste pas\b"
)
_SMALL = {"affirm", "deny", "inform", "greet", "thanks", "insult", "switch_language", "bot_identity", "help_topics", None}


def pending(slots: Mapping[str, Any]) -> dict[str, Any] | None:
    """What waits behind the attestation just asked: the value of its choice; None when none was asked."""
    values = [choice.get("value") or {} for choice in slots.get("choices") or []]
    return next((dict(v) for v in values if v.get("action") == ATTEST and v.get("attest")), None)


def answer(text: str, slots: Mapping[str, Any]) -> dict[str, Any] | None:
    """The choice that a typed answer to the attestation makes, or None."""
    asked = pending(slots)
    if asked is None:
        return None
    said = plain(text).strip(" .!")
    if says_no(text) or _DECLINES.search(said):
        return {**asked, "attest": False}
    return asked if says_yes(text) or _DECLARES.search(said) else None


def ask(steps: list[dict[str, Any]], text: str, slots: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a message in English before it is attested: asked, then explained, then answered in French.

    Args:
        steps: what the message asks; it waits, and so does what waited already when the message asks nothing itself.
    """
    asked = pending(slots)
    waiting = steps
    if asked and not any(_asks(step) for step in steps):
        waiting = asked.get("then") or []
    if asked and asked.get("explained"):
        return [_step({"choice": {**asked, "attest": False}, "text": text}), *(waiting or steps)]
    return [_step({"steps": waiting, "text": text, "explained": bool(asked)})]


def _asks(step: Mapping[str, Any]) -> bool:
    request = step.get("request") or {}
    return request.get("decision") == "sure" and request.get("topic") not in _SMALL


def _step(request: dict[str, Any]) -> dict[str, Any]:
    return {"action": ATTEST, "request": request}
