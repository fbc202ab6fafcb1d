"""The conversation's language: chosen by how the citizen writes, never switched on one short ambiguous message."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cities.current import current
from dialogue import attesting
from dialogue.choices import chosen
from nlu.language_detector import general_english

CERTAIN = 0.95
WORDS = 4
NAMES = {"address", "stop", "facility"}
EXEMPT = {"action_emergency", attesting.ATTEST, "action_switch_language", "action_refuse_identifier"}


def decide(message: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
    """Slot changes that a message brings: `language`, `language_votes`.

    The first message settles it when it is clear; later, one clear message of four words or more, or two
    shorter ones in a row, switches.
    """
    if chosen(message.get("text") or "", slots.get("choices") or []):
        return {}   # the words of a choice are ours
    name, confidence = _detected(message)
    words = len((message.get("text") or "").split())
    now = slots.get("language")
    if name is None or message.get("emergency") or (name == "en" and not _english_offered(slots)):
        return {} if now else {"language": current().languages.default}
    if now is None:
        clear = confidence >= (0.8 if words >= 2 else 0.9)
        return {"language": name if clear else current().languages.default, "language_votes": 0}
    if name == now or confidence < CERTAIN:
        return {"language_votes": 0} if slots.get("language_votes") else {}
    votes = (slots.get("language_votes") or 0) + (2 if words >= WORDS else 1 if words >= 2 else 0)
    if votes >= 2 and not _is_data(message):
        return {"language": name, "language_votes": 0}
    return {"language_votes": votes}


def gate(plan: dict[str, Any], message: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
    """Puts the city's rule on English in front of the plan: an attestation to give, or a word on French only."""
    english = current().languages.english
    if english == "bilingual" or slots.get("english_attested") is not None or not _in_english(message, slots):
        return plan
    names = [step["action"] for step in plan["steps"]]
    if not names or names[0] == attesting.ATTEST or set(names) <= EXEMPT:
        return plan
    asked = attesting.ask(plan["steps"], message.get("text") or "", slots)
    return {**plan, "steps": asked if english == "attested" else [*asked, *plan["steps"]]}


def _in_english(message: Mapping[str, Any], slots: Mapping[str, Any]) -> bool:
    """The conversation is in English, or would be where English is not offered."""
    if current().languages.english != "emergency":
        return slots.get("language") == "en" or bool(attesting.pending(slots) and _detected(message)[0] == "en")
    name, confidence = _detected(message)
    return name == "en" and confidence >= CERTAIN and len((message.get("text") or "").split()) >= WORDS


def _detected(message: Mapping[str, Any]) -> tuple[str | None, float]:
    """Language of the message's own words: a street's name says nothing about who writes it."""
    text = message.get("text") or ""
    names = [e for e in message.get("entities") or [] if e.get("entity") in NAMES and "start" in e]
    if names:
        for entity in sorted(names, key=lambda e: -e["start"]):
            text = text[: entity["start"]] + " " + text[entity["end"]:]
        english = general_english(text)
        if len(text.split()) >= 2 and max(english, 1 - english) >= CERTAIN:
            return ("en", english) if english > 0.5 else ("fr", 1 - english)
    found = message.get("language") or {}
    return found.get("name"), found.get("confidence", 0.0)


def _is_data(message: Mapping[str, Any]) -> bool:
    """An address or a name says nothing about the language."""
    intent = (message.get("intent") or {}).get("name")
    return intent == "inform"


def _english_offered(slots: Mapping[str, Any]) -> bool:
    """False where English is for emergencies only, and for a citizen who chose French when asked to attest."""
    return current().languages.english != "emergency" and slots.get("english_attested") is not False
