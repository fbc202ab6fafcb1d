"""How to reach the citizen about a request: asked, optional unless a message is left."""
from __future__ import annotations

from typing import Any

from actions.choices import person_choice
from actions.request_details import add, detail
from actions.request_form import NEEDS_CONTACT, contact_of, skips
from actions.turn import Turn

STUCK = 2   # answers that could not be read, from which a way out is offered


def ask_contact(turn: Turn, task: dict[str, Any]) -> None:
    """Asks for an e-mail address or a phone number."""
    needed = task["data"]["topic"] in NEEDS_CONTACT
    turn.ask(task, "contact", "utter_ask_contact_needed" if needed else "utter_ask_contact", _skip(turn, task["data"]))


def answer_contact(turn: Turn, task: dict[str, Any]) -> bool:
    """Keeps the contact; False when it is asked again. Words about the problem join the description meanwhile."""
    found, data = contact_of(turn.text), task["data"]
    needed = data["topic"] in NEEDS_CONTACT
    if found is not None or (not needed and (turn.choice.get("skip") or turn.declines or skips(turn))):
        data["contact"] = found or {}
        return True
    more = detail(turn)
    if more:
        add(data, more)
        turn.say("utter_detail_noted")
        ask_contact(turn, task)
        return False
    if turn.accepts:
        turn.ask(task, "contact", "utter_ask_contact_which", _skip(turn, data), error=True)
        return False
    task["failures"] += 1
    ways_out = ways_out_of(turn) if task["failures"] >= STUCK else []
    turn.ask(task, "contact", "utter_ask_contact_again", [*_skip(turn, data), *ways_out], error=True)
    return False


def ways_out_of(turn: Turn) -> list[dict[str, Any]]:
    """A person, or an end."""
    stop = {"title": turn.phrase("choice", "drop_request"), "value": {"action": "action_cancel"}}
    return [person_choice(turn, "form_stuck"), stop]


def _skip(turn: Turn, data: dict[str, Any]) -> list[dict[str, Any]]:
    if data["topic"] in NEEDS_CONTACT:
        return []
    return [{"title": turn.phrase("choice", "no_contact"), "value": {"skip": True}}]
