"""Steers the conversation: cancel, come back to what was unfinished, change language, refuse what must not be kept."""
from __future__ import annotations

import re

from actions.asking_again import ask_again
from actions.base import GuichetAction
from actions.handoff import leave_queue
from actions.turn import Turn
from nlu.text import plain

FORMS = {"action_service_request", "action_planning_appointment"}
_NAMED = re.compile(r"english|anglais|inglis|francais|french|franc\b")
_NOT_WANTED = re.compile(
    r"\b(?:pas|not|no|don'?t|sans)\s+(?:(?:speak|understand|want|en|in|l'|d'|parler?|comprend\w*)\s*)*"
    r"(?:anglais|english|francais|french)"
)


class ActionCancel(GuichetAction):
    """Drops what is unfinished."""

    topic = "cancel"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        if turn.slots.get("owner") == "queue":
            leave_queue(turn)
            return
        dropped = bool(turn.tasks)
        turn.tasks = []
        turn.slots["misunderstood"] = 0
        turn.say("utter_cancelled" if dropped else "utter_nothing_to_cancel")


class ActionResume(GuichetAction):
    """Comes back to the question that a digression interrupted; a lookup's question only once, a form's always."""

    topic = "resume"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        while turn.tasks:
            task = turn.tasks[-1]
            if task.get("question") and (task["action"] in FORMS or not task.get("resumed")):
                task["resumed"] = True
                turn.say("utter_resume", topic=turn.label(task["topic"]))
                await ask_again(turn, task)
                return
            turn.end(task)


class ActionSwitchLanguage(GuichetAction):
    """Changes language; nothing else is lost."""

    topic = "switch_language"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        wanted = self._wanted(turn)
        offered = turn.profile.languages.english
        if wanted == "en" and offered != "bilingual" and not turn.slots.get("english_attested"):
            ask_attestation(turn, [])
            return
        turn.slots["language"] = wanted
        turn.slots["language_votes"] = 0
        turn.say("utter_language_changed")

    @staticmethod
    def _wanted(turn: Turn) -> str:
        named = _NAMED.findall(_NOT_WANTED.sub("", plain(turn.text)))
        if named:
            return "en" if named[-1].startswith(("en", "an", "in")) else "fr"
        return "fr" if turn.slots.get("language") == "en" else "en"


class ActionAttestEnglish(GuichetAction):
    """Where the law has English served on attestation: asks it in both languages, then goes on where we were."""

    topic = "attest_english"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        if turn.choice.get("attest") is not None:
            attested = bool(turn.choice["attest"])
            turn.slots["english_attested"] = attested
            turn.slots["language"] = "en" if attested else "fr"
            turn.say("utter_language_changed" if attested else "utter_attest_declined")
            return
        ask_attestation(turn, turn.request.get("steps") or [], explained=bool(turn.request.get("explained")))


def ask_attestation(turn: Turn, steps: list[dict], explained: bool = False) -> None:
    """Asks for the attestation (Charter of the French language), or says that only French is offered.

    Args:
        steps: what the citizen wanted, done once this is answered.
        explained: it was asked before, and not answered: in other words this time, the last one.
    """
    if turn.profile.languages.english == "emergency":
        turn.slots["english_attested"] = False
        turn.slots["language"] = "fr"
        turn.say("utter_french_only")
        return
    value = {"action": "action_attest_english", "then": steps, "explained": explained}
    turn.alone()
    turn.say(
        "utter_attest_english_explained" if explained else "utter_attest_english",
        [
            {"title": turn.phrase("choice", "attest"), "value": {**value, "attest": True}},
            {"title": turn.phrase("choice", "in_french"), "value": {**value, "attest": False}},
        ],
    )


class ActionRefuseIdentifier(GuichetAction):
    """A sensitive number was removed at the edge: says why, and what to do instead."""

    topic = "refuse_identifier"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        turn.say("utter_refuse_identifier")
