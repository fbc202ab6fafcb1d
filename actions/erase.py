"""A citizen erases their conversation and what was noted in it."""
from __future__ import annotations

import asyncio

from actions import outbox
from actions.base import GuichetAction
from actions.turn import Turn

KEPT = {"language", "english_attested", "owner", "plan"}


class ActionDeleteData(GuichetAction):
    """Asks first, then forgets; what was sent to the city stays the city's file."""

    topic = "delete_data"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        if not turn.choice.get("erase"):
            turn.say(
                "utter_ask_erase",
                [
                    {"title": turn.phrase("choice", "erase"), "value": {"action": self.name(), "erase": True}},
                    {"title": turn.phrase("choice", "keep"), "value": {"action": "action_affirm"}},
                ],
            )
            return
        await asyncio.to_thread(outbox.forget, turn.conversation)
        turn.tasks = []
        for name in turn.slots.keys() - KEPT:
            turn.slots[name] = None
        turn.slots["erase_requested"] = True
        turn.say("utter_erased")
