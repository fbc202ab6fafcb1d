"""Choices that several actions offer."""
from __future__ import annotations

from typing import Any

from actions.turn import Turn


def person_choice(turn: Turn, reason: str = "asked") -> dict[str, Any]:
    """A way to a person; the reason goes with the handoff (see actions/handoff.py)."""
    value = {"action": "action_talk_to_human", "request": {"reason": reason}}
    return {"title": turn.phrase("choice", "person"), "value": value}


def topic_choices(turn: Turn, topics: list[str], request: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Topics named as citizens name them; choosing one answers it at once, with the request that was torn."""
    off = turn.profile.topics.off
    kept = {k: v for k, v in (request or {}).items() if k in ("text", "entities")}
    return [
        {"title": turn.label(topic), "value": {"topic": topic, "request": kept} if kept else {"topic": topic}}
        for topic in topics if topic not in off
    ]
