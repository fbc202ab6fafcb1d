"""After a person has closed a conversation: was it settled, and how was the service?"""
from __future__ import annotations

from actions.base import GuichetAction
from actions.choices import person_choice
from actions.turn import Turn

RATINGS = (1, 2, 3, 4, 5)


class ActionValidateHandoff(GuichetAction):
    """Keeps the citizen's verdict in the slot `handoff`, from which the desk hears it."""

    topic = "validate_handoff"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        verdict = {"id": turn.choice.get("handoff"), "settled": turn.choice.get("settled")}
        rating = turn.choice.get("rating")
        turn.slots["handoff"] = {**verdict, "rating": rating}
        if rating is not None:
            turn.say("utter_rated")
        elif verdict["settled"]:
            turn.say("utter_ask_rating", self._ratings(turn, verdict))
        else:
            turn.say("utter_desk_not_settled", [person_choice(turn), *self._ratings(turn, verdict)])

    def _ratings(self, turn: Turn, verdict: dict) -> list[dict]:
        same = {"action": self.name(), "handoff": verdict["id"], "settled": verdict["settled"]}
        return [{"title": turn.phrase("rating", str(n)), "value": {**same, "rating": n}} for n in RATINGS]
