"""What the desk hears of a Rasa event: words, and the slots that say who holds the conversation."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from channels.identifiers import remove_identifiers

SLOTS = {"owner", "handoff", "language", "erase_requested"}


def wire(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """The event as the desk reads it, or None when it is none of its business.

    Args:
        event: Rasa's serialised event, with `sender_id`.

    Returns:
        `{"id", "conversation", "type", "at", …}`; the same event always gets the same id, however often it is
        published.
    """
    kinds = {"user": _user, "bot": _bot, "slot": _slot}
    read = kinds.get(event.get("event", ""))
    body = read(event) if read else None
    if body is None:
        return None
    head = {"conversation": event["sender_id"], "type": event["event"], "at": event.get("timestamp") or 0.0}
    return {"id": _identity(head, body), **head, **body}


def _user(event: Mapping[str, Any]) -> dict[str, Any] | None:
    parsed, metadata = event.get("parse_data") or {}, event.get("metadata") or {}
    text = event.get("text") or metadata.get("edited_text") or ""
    if not text and not metadata.get("attachments") and not metadata.get("location"):
        return None
    requests = parsed.get("requests") or []
    sure = requests and requests[0].get("decision") == "sure"
    return {
        "text": remove_identifiers(text)[0],   # the edge has done it; whatever came another way is caught here
        "channel": event.get("input_channel") or "",
        "topic": requests[0].get("topic") if sure else None,
        "emergency": bool(parsed.get("emergency")),
        "location": metadata.get("location"),
        "attachments": metadata.get("attachments") or [],
        "edited": bool(metadata.get("edited_text")),
    }


def _bot(event: Mapping[str, Any]) -> dict[str, Any] | None:
    data, metadata = event.get("data") or {}, event.get("metadata") or {}
    buttons = data.get("buttons") or []
    if not event.get("text") and not buttons:
        return None
    return {
        "text": event.get("text") or "",
        "buttons": [str(button.get("title", "")) for button in buttons],
        "desk": metadata.get("desk"),
    }


def _slot(event: Mapping[str, Any]) -> dict[str, Any] | None:
    if event.get("name") not in SLOTS:
        return None
    return {"name": event["name"], "value": event.get("value"), "desk": (event.get("metadata") or {}).get("desk")}


def _identity(head: Mapping[str, Any], body: Mapping[str, Any]) -> str:
    said = [head["conversation"], head["type"], repr(head["at"]), body.get("text"), body.get("name"), body.get("value")]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:40]
