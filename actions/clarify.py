"""When a message is not understood: choices when torn, other words the second time, then a person."""
from __future__ import annotations

from actions.addresses import complete, keep, pick, search, strip_lead
from actions.base import GuichetAction
from actions.choices import person_choice, topic_choices
from actions.city_errors import CityError
from actions.handoff_summary import keep_unanswered
from actions.languages import third_language
from actions.turn import Turn

NOT_OFFERED = {"out_of_scope", "other_city_matter", "inform", "affirm", "deny", "greet", "goodbye", "thanks", "insult",
               "cancel", "help_topics", "bot_identity", "switch_language", "emergency", "talk_to_human", "delete_data"}
TORN, ALONE, MOST = 0.10, 0.25, 3


class ActionClarify(GuichetAction):
    """Asks which of two or three topics is meant, or says that it does not understand."""

    topic = "clarify"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        failures = (turn.slots.get("misunderstood") or 0) + 1
        turn.slots["misunderstood"] = failures
        if turn.choice.get("none"):
            turn.say("utter_rephrase", [person_choice(turn)])
            return
        if not turn.text.strip():
            turn.say("utter_empty")
            return
        if third_language(turn.text):
            turn.say("utter_two_languages", [person_choice(turn)])
            return
        keep_unanswered(turn)
        likely = self._likely(turn)
        if failures >= 3:
            turn.say("utter_not_understood_person", [person_choice(turn, "not_understood")])
        elif likely:
            choices = topic_choices(turn, likely, turn.request)
            none = {"title": turn.phrase("choice", "none"), "value": {"action": "action_clarify", "none": True}}
            again = [person_choice(turn, "not_understood")] if failures > 1 else []
            turn.say("utter_did_you_mean_again" if failures > 1 else "utter_did_you_mean", [*choices, none, *again])
        else:
            again = failures > 1
            turn.say("utter_not_understood_again" if again else "utter_not_understood",
                     [person_choice(turn, "not_understood")] if again else None)

    @staticmethod
    def _likely(turn: Turn) -> list[str]:
        ranking = turn.request.get("ranking") or []
        if ranking and ranking[0]["name"] in NOT_OFFERED and ranking[0]["confidence"] > 0.6:
            return []
        likely = [r for r in ranking if r["confidence"] >= TORN and r["name"] not in NOT_OFFERED][:MOST]
        if len(likely) == 1 and likely[0]["confidence"] < ALONE:
            return []
        return [r["name"] for r in likely]


class ActionInform(GuichetAction):
    """A bare piece of information that nothing asked for: asks what it is for."""

    topic = "inform"

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        if turn.entity("address"):
            await self._keep(turn)
            topics = ["collection_schedule", "snow_status", "water_service"]
            turn.say("utter_address_for_what", topic_choices(turn, topics, turn.request))
        else:
            turn.say("utter_inform_for_what", [person_choice(turn)])

    @staticmethod
    async def _keep(turn: Turn) -> None:
        """Remembers the address for what comes next, when the city knows exactly one such."""
        try:
            query, found = await search(turn, complete(strip_lead(turn.entity("address") or ""), turn.slots.get("address")))
        except CityError:
            return
        match = pick(query, found)
        if match:
            keep(turn, match.dict())
