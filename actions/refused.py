"""Requests that the city refused for good: a person gets them, the citizen is told, then their words are erased here.

A refusal met while the citizen is there is handed over by the action itself (request_send.py); the worker hands over
those met later, through the desk, which tells the citizen. Without a desk they wait until the citizen asks.
"""
from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import requests

from actions import desk_client, outbox
from actions.promises import answer_by
from cities.current import current

logger = logging.getLogger(__name__)
_CONTACT = ("email", "phone")
AGAIN = 60.0   # seconds before a desk that did not answer is asked again


def hand_over() -> int:
    """Hands what is due to the desk; returns how many went."""
    if not desk_client.address():
        return 0
    rows = outbox.refused_due()
    for number, row in enumerate(rows):
        try:
            desk_client.leave(row["conversation"], message(row))
        except (requests.RequestException, ValueError) as error:
            logger.warning("the desk does not take a refused request: %s", type(error).__name__)
            for left in rows[number:]:
                outbox.put_off(left["key"], AGAIN)
            return number
        outbox.handed(row["key"])
    return len(rows)


def message(row: dict[str, Any]) -> dict[str, Any]:
    """A request as the handoff of kind `message` that the desk reads."""
    form = row["form"]
    place = form.get("address_string") or ", ".join(str(form[name]) for name in ("lat", "long") if form.get(name))
    lines = [("matter", row["topic"]), ("description", form.get("description")), ("place", place)]
    summary = [{"field": field, "value": str(value)} for field, value in lines if value]
    summary += [{"field": "attribute", "label": name[len("attribute["):-1], "value": _text(value)}
                for name, value in form.items() if name.startswith("attribute[")]
    return {
        "id": row["key"], "kind": "message", "reason": "form_stuck", "topic": row["topic"], "summary": summary,
        "contact": {name: form[name] for name in _CONTACT if form.get(name)},
        "due": answer_by(current(), datetime.now(current().timezone)).isoformat(),
    }


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
