"""Plays actions one after the other on the same slots, as the policy would, and tells what they said and kept."""
from __future__ import annotations

import copy
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import GuichetAction
from actions.phrases import phrase


class Conversation:
    """The slots of a conversation.

    Args:
        slots: slots already set, e.g. language="en".
    """

    def __init__(self, conversation: str = "conv-1", **slots: Any) -> None:
        self.id, self.slots, self.turn = conversation, {"owner": "assistant", **slots}, 0
        self.messages: list[dict[str, Any]] = []
        self.changes: dict[str, Any] = {}

    async def run(self, action: GuichetAction, text: str = "", choice: dict | None = None, **request: Any) -> list[str]:
        """Runs an action on a new message; returns the names of the replies."""
        self.turn += 1
        asked = {"text": text, "topic": None, "decision": "unsure", "confidence": 0.5, "ranking": [], "entities": [],
                 "location": None, **request}
        if choice is not None:
            asked["choice"] = choice
        self.slots["choices"] = None if self.turn > 1 else self.slots.get("choices")
        return await self.step(action, asked)

    async def step(self, action: GuichetAction, request: dict[str, Any] | None) -> list[str]:
        """Runs an action in the present turn."""
        self.slots["plan"] = {"turn": self.turn, "current": {"action": action.name(), "request": request},
                              "steps": [], "deferred": []}
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, self._tracker(), {})
        self.messages = dispatcher.messages
        self.changes = {event["name"]: event["value"] for event in events}
        self.slots.update(copy.deepcopy(self.changes))
        return self.replies

    async def press(self, action: GuichetAction, group: str, key: str | None = None) -> list[str]:
        """Presses the choice that bears a phrase (`choice`, `send`), or the title itself."""
        title = phrase(group, key, self.language) if key else group
        value = next(c["value"] for c in self.slots["choices"] if c["title"] == title)
        request = {"text": title, **value.get("request", {})}
        return await self.run(action, request.pop("text"), choice=value, **request)

    def _tracker(self) -> Tracker:
        return Tracker(self.id, copy.deepcopy(self.slots), {"text": ""}, [], False, None, {}, "action_listen")

    @property
    def language(self) -> str:
        """Language of the replies."""
        return self.slots.get("language") or "fr"

    @property
    def replies(self) -> list[str]:
        """Names of the replies of the last action."""
        return [message["response"] for message in self.messages]

    def said(self, response: str) -> dict[str, Any]:
        """A reply of the last action, with its values."""
        return next(message for message in self.messages if message["response"] == response)

    @property
    def titles(self) -> list[str]:
        """What is offered now."""
        return [choice["title"] for choice in self.slots.get("choices") or []]

    @property
    def task(self) -> dict[str, Any] | None:
        """The unfinished matter on top."""
        return (self.slots.get("tasks") or [None])[-1]


def entity(kind: str, value: str) -> dict[str, Any]:
    """An entity as the tagger gives it."""
    return {"entity": kind, "value": value}


def sure(topic: str, **more: Any) -> dict[str, Any]:
    """A request that the classifier is sure of."""
    return {"topic": topic, "decision": "sure", "confidence": 0.97, **more}
