"""Answers of topics whose reply is editorial content."""
from __future__ import annotations

from actions.base import GuichetAction
from actions.closing import close_matter, topic_is_off
from actions.facilities import tell_ecocentres
from actions.notices import show_notices
from actions.office import tell_day
from actions.turn import Turn


class ActionAnswer(GuichetAction):
    """Says a topic's reply, after the notices that touch it."""

    topic = "answer"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        topic = turn.request["topic"]
        if topic_is_off(turn, topic):
            return
        await show_notices(turn, topic)
        if topic == "contact_info" and tell_day(turn):
            close_matter(turn, topic)
            return
        if topic == "hazardous_waste_depot":
            await tell_ecocentres(turn)
        local = turn.profile.topics.local_text(topic, turn.language)
        turn.say(f"utter_{topic}", local=local or "")
        close_matter(turn, topic)
