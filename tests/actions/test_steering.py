"""Cancel, come back, change language, refuse what must not be kept."""
import pytest

from actions.service_request import ActionServiceRequest
from actions.steering import (
    ActionAttestEnglish,
    ActionCancel,
    ActionRefuseIdentifier,
    ActionResume,
    ActionSwitchLanguage,
)
from tests.actions.support import Conversation, sure

CANCEL, RESUME, SWITCH, ATTEST = ActionCancel(), ActionResume(), ActionSwitchLanguage(), ActionAttestEnglish()
FORM = ActionServiceRequest()
STEPS = [{"action": "action_greet", "request": None}]


async def test_cancel_drops_what_is_unfinished(talk, fake_city):
    await talk.run(FORM, "il y a un gros trou", **sure("report_pothole"))
    assert await talk.run(CANCEL, "annule") == ["utter_cancelled"]
    assert talk.slots["tasks"] == [] and not fake_city.created


async def test_nothing_to_cancel(talk):
    assert await talk.run(CANCEL, "annule") == ["utter_nothing_to_cancel"]


async def test_a_form_is_resumed_with_its_question_and_choices(talk):
    await talk.run(FORM, "il y a un gros trou", location={"lat": 1.0, "long": 2.0}, **sure("report_pothole"))
    offered = talk.titles
    talk.turn += 1
    assert await talk.step(RESUME, None) == ["utter_resume", "utter_ask_attribute"]
    assert talk.titles == offered and talk.task["asked"] == talk.turn


async def test_nothing_to_resume(talk):
    assert await talk.step(RESUME, None) == []


async def test_a_matter_that_asked_nothing_is_dropped(talk):
    talk.slots["tasks"] = [{"action": "action_x", "topic": "snow_status", "awaiting": None, "asked": 0, "failures": 0,
                            "data": {}}]
    assert await talk.step(RESUME, None) == [] and talk.slots["tasks"] == []


@pytest.mark.parametrize(("now", "text", "then"), [
    ("fr", "english please", "en"), ("fr", "en anglais svp", "en"), ("en", "français", "fr"),
    ("en", "in French", "fr"),
    ("fr", "change de langue", "en"), ("en", "switch language", "fr"), (None, "English?", "en"),
    ("en", "pas en anglais, en français", "fr"), ("en", "I don't speak English", "fr"),
    ("fr", "not french, english", "en"),
    ("fr", "je ne parle pas français", "en"), ("fr", "sans parler anglais, français", "fr"),
])
async def test_language(now, text, then):
    talk = Conversation(language=now)
    assert await talk.run(SWITCH, text) == ["utter_language_changed"]
    assert talk.slots["language"] == then and talk.messages[0]["language"] == then


async def test_language_keeps_what_is_unfinished(talk):
    await talk.run(FORM, "il y a un gros trou", **sure("report_pothole"))
    before = talk.slots["tasks"]
    await talk.run(SWITCH, "english")
    assert talk.slots["tasks"] == before


async def test_english_on_attestation(talk, profile_file):
    profile_file(languages__english="attested")
    assert await talk.run(SWITCH, "english please") == ["utter_attest_english"]
    assert talk.slots.get("language") != "en"
    assert await talk.press(ATTEST, "choice", "attest") == ["utter_language_changed"]
    assert talk.slots["language"] == "en" and talk.slots["english_attested"] is True
    await talk.run(SWITCH, "français")
    assert await talk.run(SWITCH, "english") == ["utter_language_changed"]                  # attested once is enough


async def test_declining_to_attest_continues_in_french(talk, profile_file):
    profile_file(languages__english="attested")
    await talk.run(ATTEST, "where is my bin", steps=STEPS)
    assert all(choice["value"]["then"] == STEPS for choice in talk.slots["choices"])         # the question is not lost
    await talk.press(ATTEST, "choice", "in_french")
    assert talk.slots["language"] == "fr" and talk.slots["english_attested"] is False


@pytest.mark.parametrize("action", [SWITCH, ATTEST])
async def test_english_for_emergencies_only(talk, profile_file, action):
    profile_file(languages__english="emergency")
    assert await talk.run(action, "english please") == ["utter_french_only"]
    assert talk.slots["language"] == "fr" and talk.slots["english_attested"] is False


async def test_french_is_never_attested(profile_file):
    profile_file(languages__english="attested")
    talk = Conversation(language="en", english_attested=True)
    assert await talk.run(SWITCH, "français") == ["utter_language_changed"] and talk.slots["language"] == "fr"


async def test_a_personal_number_is_refused(talk):
    assert await talk.run(ActionRefuseIdentifier(), "") == ["utter_refuse_identifier"]


async def test_the_attestation_is_explained_in_other_words(talk, profile_file):
    profile_file(languages__english="attested")
    assert await talk.run(ATTEST, "why?", steps=STEPS, explained=True) == ["utter_attest_english_explained"]
    assert all(choice["value"]["explained"] for choice in talk.slots["choices"])
    assert await talk.press(ATTEST, "choice", "in_french") == ["utter_attest_declined"]


async def test_nothing_is_resumed_while_the_attestation_is_asked(talk, profile_file):
    profile_file(languages__english="attested")
    await talk.run(SWITCH, "english please")
    assert talk.slots["plan"]["alone"]
    await talk.press(ATTEST, "choice", "attest")
    assert not talk.slots["plan"].get("alone")
