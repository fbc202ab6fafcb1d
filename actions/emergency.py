"""Emergencies: 9-1-1 first, in both languages, in any state."""
from __future__ import annotations

from actions.base import GuichetAction
from actions.turn import Turn


class ActionEmergency(GuichetAction):
    """Opens with 9-1-1, and with the suicide lines where that is what is told."""

    topic = "emergency"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_emergency_suicide" if turn.request.get("kind") == "suicide" else "utter_emergency")
