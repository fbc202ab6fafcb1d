"""Courtesies: greeting, thanks, yes and no out of any question, help, identity."""
from __future__ import annotations

from actions.base import GuichetAction
from actions.choices import person_choice, topic_choices
from actions.turn import Turn

HELP = ["collection_schedule", "snow_status", "permit_requirements", "tax_due_dates", "report_pothole"]


class ActionGreet(GuichetAction):
    """Welcomes, says that it is automatic, and offers the usual matters."""

    topic = "greet"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_greet", topic_choices(turn, HELP[:3]))


class ActionHelpTopics(GuichetAction):
    """Says what it can do."""

    topic = "help_topics"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_help_topics", [*topic_choices(turn, HELP), person_choice(turn)])


class ActionBotIdentity(GuichetAction):
    """Says that it is a program, and how to reach a person."""

    topic = "bot_identity"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_bot_identity", [person_choice(turn)])


class ActionDisclose(GuichetAction):
    """The same disclosure, put before an answer when the channel asks for it."""

    topic = "disclose"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_disclose")


class ActionGoodbye(GuichetAction):
    """Takes leave."""

    topic = "goodbye"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_goodbye")


class ActionThanks(GuichetAction):
    """Answers thanks; what is unfinished is asked again after it, so nothing else is asked for."""

    topic = "thanks"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_thanks_meanwhile" if turn.tasks else "utter_thanks")


class ActionAffirm(GuichetAction):
    """A yes: to "did this settle it?", or to nothing in particular."""

    topic = "affirm"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_settled_thanks" if turn.slots.get("last_topic") else "utter_what_else")


class ActionDeny(GuichetAction):
    """A no: the answer did not settle the matter."""

    topic = "deny"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        if turn.slots.get("last_topic"):
            turn.say("utter_not_settled", [person_choice(turn)])
        else:
            turn.say("utter_what_else")


class ActionInsult(GuichetAction):
    """Stays calm and useful."""

    topic = "insult"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_insult", [person_choice(turn)])
