"""Courtesies."""
import pytest

from actions import conversation as c
from actions.phrases import label, phrase
from tests.actions.support import Conversation

PERSON = phrase("choice", "person", "fr")


@pytest.mark.parametrize(("action", "reply"), [
    (c.ActionGreet(), "utter_greet"), (c.ActionHelpTopics(), "utter_help_topics"),
    (c.ActionBotIdentity(), "utter_bot_identity"),
    (c.ActionDisclose(), "utter_disclose"), (c.ActionGoodbye(), "utter_goodbye"), (c.ActionThanks(), "utter_thanks"),
    (c.ActionInsult(), "utter_insult"), (c.ActionAffirm(), "utter_what_else"), (c.ActionDeny(), "utter_what_else"),
])
async def test_each_has_its_reply_and_needs_no_city(talk, fake_city, action, reply):
    assert await talk.run(action, "") == [reply] and fake_city.calls == []


@pytest.mark.parametrize("action", [c.ActionHelpTopics(), c.ActionBotIdentity(), c.ActionInsult()])
async def test_a_person_is_one_tap_away(talk, action):
    await talk.run(action, "")
    assert PERSON in talk.titles


async def test_yes_and_no_after_an_answer(talk):
    talk.slots["last_topic"] = "snow_status"
    assert await talk.run(c.ActionAffirm(), "oui") == ["utter_settled_thanks"]
    talk.slots["last_topic"] = "snow_status"
    assert await talk.run(c.ActionDeny(), "non") == ["utter_not_settled"] and talk.titles == [PERSON]


async def test_a_topic_that_is_off_is_not_offered(talk, profile_file):
    profile_file(topics__off=["snow_status"])
    await talk.run(c.ActionGreet(), "bonjour")
    assert label("snow_status", "fr") not in talk.titles and label("collection_schedule", "fr") in talk.titles


async def test_thanks_while_a_question_is_open_ask_for_nothing_else():
    talk = Conversation(tasks=[{"action": "action_service_request", "topic": "report_pothole", "asked": 0}])
    assert await talk.run(c.ActionThanks(), "merci") == ["utter_thanks_meanwhile"]
