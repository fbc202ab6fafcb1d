"""What a person must know on taking over: facts that the conversation holds, never an interpretation."""
from __future__ import annotations

from typing import Any

from actions.turn import Turn

Line = dict[str, str]
TOLD, MOST = 4, 1000   # words that tell something, characters kept of them
NOT_A_MATTER = {"talk_to_human", "affirm", "deny", "cancel", "inform", "greet", "thanks", "emergency"}


def matter(turn: Turn) -> str | None:
    """Topic of what is unfinished, else of this request, else of the last answer."""
    if turn.tasks:
        return turn.tasks[-1]["topic"]
    topic = turn.request.get("topic")
    if topic and topic not in NOT_A_MATTER and turn.request.get("decision") == "sure":
        return topic
    return turn.slots.get("last_topic")


def summary(turn: Turn) -> list[Line]:
    """Lines `{"field", "value"}` (and "label" for an attribute of the city): what was begun, and what is remembered."""
    lines = [line for task in turn.tasks for line in _task_lines(task)]
    address = (turn.slots.get("address") or {}).get("label")
    known = {
        "address": address,
        "request_number": turn.recall("request_number"),
        "last_matter": turn.slots.get("last_topic"),
    }
    lines += [{"field": field, "value": str(value)} for field, value in known.items() if value]
    return list({(line["field"], line["value"]): line for line in lines}.values())


def keep_unanswered(turn: Turn) -> None:
    """Keeps what nothing answers, for the message that may follow."""
    if len(turn.text.split()) >= TOLD:
        turn.remember("unanswered", {"text": turn.text[:MOST], "place": turn.entity("address") or ""})


def told(turn: Turn) -> dict[str, str]:
    """What the citizen had told before a message is taken: {text, place}, of what is unfinished or went unanswered."""
    for task in reversed(turn.tasks):
        data = task.get("data") or {}
        if data.get("description"):
            return {"text": data["description"], "place": (data.get("place") or {}).get("label") or ""}
    return turn.recall("unanswered") or {}


def _task_lines(task: dict[str, Any]) -> list[Line]:
    data = task.get("data") or {}
    lines = [{"field": "matter", "value": task["topic"]}]
    place = data.get("place") or {}
    if data.get("description"):
        lines.append({"field": "description", "value": data["description"]})
    if place.get("label"):
        lines.append({"field": "place", "value": place["label"]})
    for attribute in data.get("attributes") or []:
        value = (data.get("values") or {}).get(attribute.get("code"))
        if value:
            label = attribute.get("description") or attribute["code"]
            lines.append({"field": "attribute", "label": label, "value": _text(value)})
    if data.get("contact"):
        lines.append({"field": "contact", "value": ", ".join(data["contact"].values())})
    return lines


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
