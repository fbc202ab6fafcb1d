"""From the assistant to a person: every reason, the promise, the message with its date, the way back."""

from __future__ import annotations

import json

import pytest
from werkzeug import Response

from actions.answer import ActionAnswer
from actions.clarify import ActionClarify
from actions.emergency import ActionEmergency
from actions.handoff import ActionTalkToHuman
from actions.handoff_rating import ActionValidateHandoff
from actions.outside import ActionOtherCityMatter
from actions.service_request import ActionServiceRequest
from actions.steering import ActionCancel
from tests.actions.support import entity, sure

PERSON, FORM = ActionTalkToHuman(), ActionServiceRequest()


@pytest.fixture
def desk(httpserver, monkeypatch):
    """A desk that promises; `desk.answer` is what it says."""
    monkeypatch.setenv("DESK_URL", httpserver.url_for("").rstrip("/"))
    monkeypatch.setenv("INTERNAL_TOKEN", "inner")

    class Desk:
        answer = {"promised": True, "why": None, "position": 2, "minutes": 3.2}
        status = 200

        def take(self, request):
            assert request.headers["Authorization"] == "Bearer inner"
            return Response(json.dumps(self.answer), self.status, content_type="application/json")

    fake = Desk()
    httpserver.expect_request("/desk/internal/promise", method="POST").respond_with_handler(fake.take)
    return fake


async def ask(talk, **request):
    """Asks for a person."""
    return await talk.run(PERSON, "une personne", **{**sure("talk_to_human"), **request})


async def test_a_promise_with_place_and_wait(talk, desk):
    assert await ask(talk) == ["utter_handed_over"]
    said = talk.said("utter_handed_over")
    assert (said["position"], said["wait"]) == (2, "4 minutes")
    assert talk.slots["owner"] == "queue"
    record = talk.slots["handoff"]
    assert (record["kind"], record["reason"], record["language"], record["position"]) == ("live", "asked", "fr", 2)
    assert talk.titles == ["Revenir à l'assistant"]


@pytest.mark.parametrize("minutes", [0.1, 1.0, None])
async def test_a_short_wait_is_a_minute(talk, desk, minutes):
    desk.answer = {**desk.answer, "minutes": minutes}
    await ask(talk)
    assert talk.said("utter_handed_over")["wait"] == "une minute"


@pytest.mark.parametrize(
    ("why", "response"),
    [("nobody", "utter_talk_to_human"), ("closed", "utter_talk_to_human"), ("long", "utter_talk_to_human_busy")],
)
async def test_without_a_promise_a_message_with_its_date(talk, desk, why, response):
    desk.answer = {"promised": False, "why": why, "position": 1, "minutes": None}
    assert await ask(talk) == [response]
    said = talk.said(response)
    assert said["due"].startswith("jeudi 6 mars")  # Tuesday 10:00 plus eight hours; closed on Wednesday
    assert bool(said["opening"]) is (why == "closed")
    assert talk.slots["owner"] == "assistant" and not talk.slots.get("handoff")
    assert talk.titles == ["Laisser un message"]


@pytest.mark.parametrize("failure", ["down", "status", "nonsense", "none"])
async def test_a_desk_that_does_not_answer_costs_nothing(talk, desk, monkeypatch, failure):
    if failure == "down":
        monkeypatch.setenv("DESK_URL", "http://127.0.0.1:9")
    elif failure == "none":
        monkeypatch.delenv("DESK_URL")
    desk.status = 500 if failure == "status" else 200
    desk.answer = {"hello": 1} if failure == "nonsense" else desk.answer
    assert await ask(talk) == ["utter_talk_to_human"]
    assert talk.slots["owner"] == "assistant"


async def test_what_was_begun_goes_with_the_citizen(talk, desk):
    await talk.run(FORM, "il y a un gros trou dans la rue", **sure("report_pothole"))
    await talk.run(FORM, "310 rue des aulnes")
    await ask(talk)
    record = talk.slots["handoff"]
    assert record["topic"] == "report_pothole"
    lines = {line["field"]: line["value"] for line in record["summary"]}
    assert lines["description"] == "il y a un gros trou dans la rue"
    assert lines["place"] == "310, rue des Aulnes"
    assert talk.slots["tasks"], "the matter is still there when the assistant comes back"


async def test_giving_up_the_wait(talk, desk):
    await ask(talk)
    assert await talk.run(ActionCancel(), "laisse faire", **sure("cancel")) == ["utter_left_queue"]
    assert talk.slots["owner"] == "assistant"


async def test_not_understood_three_times_offers_a_person_with_the_reason(talk, desk):
    for _ in range(2):
        await talk.run(ActionClarify(), "blablabla")
    assert await talk.run(ActionClarify(), "blablabla") == ["utter_not_understood_person"]
    await talk.press(PERSON, "choice", "person")
    assert talk.slots["handoff"]["reason"] == "not_understood"


async def test_a_form_that_is_stuck_offers_a_person_with_the_reason(talk, desk):
    await talk.run(FORM, "parler à quelqu'un", **sure("talk_to_human"))
    await talk.run(FORM, "Mon message à la ville, s'il vous plaît.")
    for _ in range(2):
        assert "utter_ask_contact_again" in await talk.run(FORM, "je ne sais pas")
    assert "Parler à une personne" in talk.titles
    await talk.press(PERSON, "choice", "person")
    assert talk.slots["handoff"]["reason"] == "form_stuck"


async def test_a_complaint_offers_a_person_with_the_reason(talk, desk):
    await talk.run(FORM, "je veux porter plainte contre le service", **sure("file_complaint"))
    await talk.press(FORM, "choice", "no_contact")
    assert "utter_complaint_person" in await talk.press(FORM, "choice", "send")
    await talk.press(PERSON, "choice", "person")
    assert talk.slots["handoff"]["reason"] == "complaint"


async def test_another_city_matter_offers_a_person_and_a_message(talk, desk):
    told = "le son des cloches de l'église est trop fort"
    assert await talk.run(ActionOtherCityMatter(), told, **sure("other_city_matter")) == ["utter_other_city_matter"]
    assert talk.titles == ["Parler à une personne", "Laisser un message"]
    assert talk.slots["owner"] == "assistant"
    await talk.press(PERSON, "choice", "person")
    assert talk.slots["handoff"]["reason"] == "other_city_matter"


async def test_a_crisis_has_the_lines_first_then_a_person(talk, desk):
    assert await talk.run(ActionEmergency(), "je veux mourir", kind="suicide") == [
        "utter_emergency_suicide",
        "utter_crisis_person",
    ]
    await talk.press(PERSON, "choice", "person")
    assert talk.slots["handoff"]["reason"] == "crisis"


async def test_a_crisis_without_a_person_has_the_lines_alone(talk, desk):
    desk.answer = {"promised": False, "why": "nobody", "position": 1, "minutes": None}
    assert await talk.run(ActionEmergency(), "je veux mourir", kind="suicide") == ["utter_emergency_suicide"]


async def test_a_message_left_waits_at_the_desk_too(talk, desk):
    desk.answer = {"promised": False, "why": "nobody", "position": 1, "minutes": None}
    await talk.run(FORM, "parler à quelqu'un", **sure("talk_to_human"))
    if talk.slots["tasks"][-1]["data"]["question"] == "description":
        await talk.run(FORM, "Ma clôture a été brisée par la charrue.")
    await talk.run(FORM, "418 555-0133")
    assert "utter_message_due" in await talk.press(FORM, "choice", "send")
    record = talk.slots["handoff"]
    assert (record["kind"], record["reason"], record["contact"]) == ("message", "asked", {"phone": "418 555-0133"})
    assert record["due"].startswith("2031-03-06T")
    assert talk.slots["owner"] == "assistant"


async def test_without_known_hours_the_date_is_two_working_days(talk, desk, profile_file):
    profile_file(desk__hours="[à compléter]", contact__hours="[à compléter]")
    desk.answer = {"promised": False, "why": "nobody", "position": 1, "minutes": None}
    await ask(talk)
    assert talk.said("utter_talk_to_human")["due"].startswith("jeudi 6 mars")


async def test_the_verdict_after_a_person(talk):
    action = ActionValidateHandoff()
    assert await talk.run(action, "Oui, merci", choice={"handoff": "h1", "settled": True}) == ["utter_ask_rating"]
    assert talk.slots["handoff"] == {"id": "h1", "settled": True, "rating": None}
    assert await talk.press(action, "rating", "4") == ["utter_rated"]
    assert talk.slots["handoff"] == {"id": "h1", "settled": True, "rating": 4}


async def test_a_verdict_that_it_is_not_settled_offers_a_person(talk):
    action = ActionValidateHandoff()
    assert await talk.run(action, "Pas tout à fait", choice={"handoff": "h1", "settled": False}) == [
        "utter_desk_not_settled"
    ]
    assert talk.titles[0] == "Parler à une personne"


async def test_a_message_carries_what_was_told_before_and_its_place(talk, fake_city):
    await talk.run(ActionClarify(), "un chien errant au 45 chemin Ouellet", entities=[entity("address", "45 chemin Ouellet")])
    await ask(talk)
    assert await talk.press(FORM, "choice", "message") == ["utter_message_started", "utter_ask_description"]
    await talk.run(FORM, "Le chien est dangereux.")
    await talk.run(FORM, "lou@example.org")
    summed = talk.said("utter_ask_confirm_request")["summary"]
    assert "chien errant" in summed and "dangereux" in summed and "45 chemin Ouellet" in summed
    await talk.run(FORM, "oui")
    body = dict(next(iter(fake_city.created.values()))["body"])
    assert body["description"] == "un chien errant au 45 chemin Ouellet\nLe chien est dangereux."
    assert body["address_string"] == "45 chemin Ouellet"
    assert talk.slots["handoff"]["summary"][0]["value"] == body["description"]


async def test_a_message_carries_the_form_that_is_stuck(talk):
    await talk.run(FORM, "il y a un gros trou", **sure("report_pothole"))
    await ask(talk)
    await talk.press(FORM, "choice", "message")
    await talk.run(FORM, "Je n'y arrive pas.")
    assert talk.task["data"]["description"] == "il y a un gros trou\nJe n'y arrive pas."


async def test_what_was_answered_since_is_not_in_a_message(talk):
    await talk.run(ActionClarify(), "un chien errant au 45 chemin Ouellet")
    await talk.run(ActionAnswer(), "vente pour taxes", **sure("tax_sale"))
    await ask(talk)
    await talk.press(FORM, "choice", "message")
    await talk.run(FORM, "Rappelez-moi.")
    assert talk.task["data"]["description"] == "Rappelez-moi."
