"""From the assistant to a person: a typed event, a promise that can be kept, or a message with a date."""
from __future__ import annotations

from math import ceil
from typing import Any
from uuid import uuid4

from actions import desk_client
from actions.base import GuichetAction
from actions.choices import person_choice
from actions.desk_client import Promise
from actions.handoff_summary import matter, summary, told
from actions.promises import answer_by, next_desk_opening
from actions.turn import Turn
from cities.formats import moment_text


class ActionTalkToHuman(GuichetAction):
    """Someone asked for a person, or accepted one that was offered."""

    topic = "talk_to_human"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        await hand_over(turn, turn.request.get("reason") or "asked", "utter_talk_to_human")


async def hand_over(turn: Turn, reason: str, response: str) -> None:
    """Puts the citizen in the queue when a person can be promised; otherwise takes a message, answered by a date.

    Args:
        reason: asked, not_understood, form_stuck, complaint, other_city_matter, crisis.
        response: what is said when nobody can be promised.
    """
    promise = await desk_client.ask()
    if promise.promised and response == "utter_talk_to_human":
        _to_queue(turn, reason, promise)
        return
    opening = next_desk_opening(turn) if promise.why == "closed" else None
    due = answer_by(turn.profile, turn.now)
    offered = [person_choice(turn, reason)] if promise.promised else []
    busy = "_busy" if promise.why == "long" and response == "utter_talk_to_human" else ""
    turn.say(
        response + busy, [*offered, _message_choice(turn, reason)],
        opening=opening and moment_text(opening, turn.language), due=moment_text(due, turn.language),
    )


async def offer_person(turn: Turn, reason: str, response: str) -> None:
    """Offers a person, only when one can be promised now."""
    promise = await desk_client.ask()
    if promise.promised:
        turn.say(response, [person_choice(turn, reason)])


def leave_queue(turn: Turn) -> None:
    """The citizen no longer waits: the assistant speaks again."""
    turn.slots["owner"] = "assistant"
    turn.slots["choices"] = None
    turn.slots["misunderstood"] = 0
    turn.say("utter_left_queue")


def message_left(turn: Turn, data: dict[str, Any], number: str | None) -> None:
    """A message has gone to the city: it waits on the desk too, and the citizen is told until when."""
    due = answer_by(turn.profile, turn.now)
    turn.slots["handoff"] = {
        **_record(turn, "message", _reason(data["topic"])),
        "id": data["key"], "topic": data["topic"], "contact": data.get("contact") or {}, "number": number,
        "summary": [{"field": "description", "value": data["description"]}], "due": due.isoformat(),
    }
    turn.say("utter_message_due", due=moment_text(due, turn.language))


def request_left(turn: Turn, data: dict[str, Any]) -> str:
    """A request that the city refused goes to a person, with all that was told; returns until when, in words."""
    due = answer_by(turn.profile, turn.now)
    record = {"id": data["key"], "contact": data.get("contact") or {}, "due": due.isoformat()}
    turn.slots["handoff"] = {**_record(turn, "message", "form_stuck"), **record}
    return moment_text(due, turn.language)


def _to_queue(turn: Turn, reason: str, promise: Promise) -> None:
    record = {**_record(turn, "live", reason), "position": promise.position}
    turn.slots["handoff"], turn.slots["owner"] = record, "queue"
    turn.slots["misunderstood"] = 0
    minutes = max(1, ceil(promise.minutes or 1))
    wait = turn.phrase("wait", "minute" if minutes == 1 else "minutes", minutes=minutes)
    back = {"title": turn.phrase("choice", "back_to_assistant"), "value": {"action": "action_cancel"}}
    turn.say("utter_handed_over", [back], position=promise.position, wait=wait)


def _record(turn: Turn, kind: str, reason: str) -> dict[str, Any]:
    return {
        "id": uuid4().hex, "kind": kind, "reason": reason, "language": turn.language,
        "topic": matter(turn), "summary": summary(turn),
    }


def _reason(topic: str) -> str:
    return "other_city_matter" if topic == "other_city_matter" else "asked"


def _message_choice(turn: Turn, reason: str) -> dict[str, Any]:
    other = reason == "other_city_matter"
    request = {"topic": "other_city_matter" if other else "talk_to_human", "text": turn.text if other else "",
               "entities": turn.entities("address") if other else [], "told": {} if other else told(turn)}
    value = {"action": "action_service_request", "request": request}
    return {"title": turn.phrase("choice", "message"), "value": value}
