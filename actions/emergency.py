"""Emergencies: 9-1-1 first, in both languages, in any state."""
from __future__ import annotations

from actions.base import GuichetAction
from actions.handoff import offer_person
from actions.turn import Turn


class ActionEmergency(GuichetAction):
    """Opens with 9-1-1, and with the suicide lines or who stops the water where that is what is told."""

    topic = "emergency"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        kind = turn.request.get("kind")
        if kind != "suicide":
            turn.say("utter_emergency_flood" if kind == "flood" else "utter_emergency")
            return
        turn.say("utter_emergency_suicide")
        if turn.slots.get("owner") == "assistant":
            await offer_person(turn, "crisis", "utter_crisis_person")
