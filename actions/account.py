"""Account topics concern a named person's file: never answered in chat."""
from __future__ import annotations

from actions.base import GuichetAction
from actions.choices import person_choice
from actions.closing import close_matter, topic_is_off
from actions.lookups.permit_requirements import ActionPermitRequirements, only_a_permit
from actions.notices import show_notices
from actions.turn import Turn


class ActionAccount(GuichetAction):
    """Says why, and gives the secure page or a person."""

    topic = "account"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        topic = turn.request["topic"]
        if topic_is_off(turn, topic):
            return
        if topic == "permit_status" and only_a_permit(turn.text):
            await ActionPermitRequirements().act(turn)
            return
        await show_notices(turn, topic)
        turn.say(f"utter_{topic}", [person_choice(turn)])
        close_matter(turn, topic, ask=False)
