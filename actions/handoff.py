"""From the assistant to a person."""
from __future__ import annotations

from actions.base import GuichetAction
from actions.turn import Turn
from cities.formats import moment_text


class ActionTalkToHuman(GuichetAction):
    """Someone asked for a person."""

    topic = "talk_to_human"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        await hand_over(turn, "asked", "utter_talk_to_human")


async def hand_over(turn: Turn, reason: str, response: str) -> None:
    """Says how to reach a person, and takes a message that the city answers."""
    opening = None if turn.profile.is_open(turn.now) else turn.profile.next_opening(turn.now)
    told = turn.text if reason == "other_city_matter" else ""
    topic = "other_city_matter" if reason == "other_city_matter" else "talk_to_human"
    leave = {"action": "action_service_request", "request": {"topic": topic, "text": told, "entities": []}}
    choices = [{"title": turn.phrase("choice", "message"), "value": leave}]
    turn.say(response, choices, opening=opening and moment_text(opening, turn.language))
