"""The attestation to be served in English: any plain answer answers it, and it is never asked for ever."""
import pytest

from dialogue.attesting import ATTEST, answer, pending
from dialogue.language import gate
from dialogue.plan import build

QUESTION = {"action": "action_collection_schedule", "request": {"topic": "collection_schedule", "decision": "sure"}}
OTHER = {"action": "action_snow_status", "request": {"topic": "snow_status", "decision": "sure"}}
LOST = {"action": "action_clarify", "request": {"topic": "tax_sale", "decision": "unsure"}}


def offered(explained=False):
    value = {"action": ATTEST, "then": [QUESTION], "explained": explained}
    return {"language": "en", "choices": [{"title": "I attest / J'atteste", "value": {**value, "attest": True}},
                                          {"title": "Continuer en français", "value": {**value, "attest": False}}]}


def said(text):
    return {"text": text, "language": {"name": "en", "confidence": 0.99}, "requests": []}


@pytest.mark.parametrize("text", ["yes", "Oui", "ok", "I attest", "j'atteste", "I do attest", "yes it is my case", "I declare it",
                                  "I have the right to be served in English", "I'm Mohawk", "I live outside Quebec",
                                  "I am eligible", "the second one applies"])
def test_it_is_attested(text):
    plan = build(said(text), offered(), {})
    assert [step["action"] for step in plan["steps"]] == [ATTEST, "action_collection_schedule"]
    assert plan["steps"][0]["request"]["choice"]["attest"] is True


@pytest.mark.parametrize("text", ["no", "non", "No thanks", "nope", "en français", "french is fine", "none of them",
                                  "I can't attest", "I'm not eligible", "continue in francais"])
def test_it_is_declined(text):
    plan = build(said(text), offered(), {})
    assert plan["steps"][0]["request"]["choice"]["attest"] is False and plan["steps"][1] == QUESTION


def test_a_yes_answers_it_even_in_the_middle_of_a_form():
    form = {"action": "action_service_request", "topic": "report_pothole", "awaiting": "contact", "asked": 1}
    assert build(said("yes"), {**offered(), "tasks": [form]}, {})["steps"][0]["action"] == ATTEST


@pytest.mark.parametrize("text", ["what does that mean?", "why", "I speak English", "where is my bin"])
def test_anything_else_is_no_answer(text):
    assert answer(text, offered()) is None


@pytest.mark.parametrize("choices", [None, [], [{"title": "A", "value": {"topic": "x"}}]])
def test_a_yes_to_something_else(choices):
    assert pending({"choices": choices}) is None and answer("yes", {"choices": choices}) is None


@pytest.mark.parametrize(("step", "waiting"), [(LOST, [QUESTION]), (OTHER, [OTHER])])
def test_it_is_explained_once_and_the_question_waits(profile, step, waiting):
    profile("languages", english="attested")
    (only,) = gate({"steps": [step]}, said("what does that mean?"), offered())["steps"]
    assert only["action"] == ATTEST and only["request"]["explained"] and only["request"]["steps"] == waiting


def test_then_the_assistant_goes_on_in_french(profile):
    profile("languages", english="attested")
    first, second = gate({"steps": [LOST]}, said("I do not understand"), offered(explained=True))["steps"]
    assert first["request"]["choice"]["attest"] is False and second == QUESTION


def test_asked_by_a_citizen_whose_conversation_was_in_french(profile):
    profile("languages", english="attested")
    slots = {**offered(), "language": "fr"}
    assert gate({"steps": [LOST]}, said("what does that mean?"), slots)["steps"][0]["action"] == ATTEST
    french = {"text": "mon bac", "language": {"name": "fr", "confidence": 0.99}}
    assert gate({"steps": [OTHER]}, french, slots)["steps"] == [OTHER]
