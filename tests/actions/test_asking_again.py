"""A question that comes back after the language changed is wholly in the new one, and its old buttons still count."""
import pytest

from actions.appointment import ActionPlanningAppointment
from actions.lookups.item_disposal import ActionItemDisposal
from actions.lookups.permit_requirements import ActionPermitRequirements
from actions.lookups.transfer_duty import ActionTransferDuty
from actions.phrases import phrase
from actions.service_request import ActionServiceRequest
from actions.steering import ActionResume, ActionSwitchLanguage
from dialogue.choices import chosen
from tests.actions.invented_city import attribute, values
from tests.actions.support import entity, sure

FORM, RESUME, SWITCH = ActionServiceRequest(), ActionResume(), ActionSwitchLanguage()
HOLE = "il y a un gros trou dans la rue"
ENGLISH = attribute("TAILLE", "singlevaluelist", required=False, values=values("Small", "Medium", "Huge"))
KNOWN = {"id": "c-310", "label": "310, rue des Aulnes", "latitude": 47.1, "longitude": -71.2}


@pytest.fixture(autouse=True)
def bilingual_lists(fake_city):
    fake_city.definitions["TROU"][0]["required"] = False
    fake_city.definitions["TROU/en"] = [{**ENGLISH, "description": "How big is it?"}]


async def in_english(talk):
    """The switch, and what comes back in the same turn."""
    assert await talk.run(SWITCH, "english please") == ["utter_language_changed"]
    return await talk.step(RESUME, None)


async def pressed(talk, action, title):
    """A press on a button, of this question or of the same one before the switch."""
    value = chosen(title, talk.slots["choices"])
    assert value is not None
    return await talk.run(action, title, choice=value)


async def size_asked(talk):
    await talk.run(FORM, f"{HOLE} au 310 aulnes", entities=[entity("address", "310 aulnes")], **sure("report_pothole"))
    assert talk.titles == ["Petit", "Moyen", "Énorme", "Passer"]


@pytest.mark.parametrize(("title", "kept"), [("Medium", "k1"), ("Moyen", "k1"), ("Skip", ""), ("Passer", ""), ("2", "k1")])
async def test_a_list_of_the_city(talk, title, kept):
    await size_asked(talk)
    assert await in_english(talk) == ["utter_resume", "utter_ask_attribute"]
    assert talk.titles == ["Small", "Medium", "Huge", "Skip"]
    assert talk.said("utter_ask_attribute")["question"] == "How big is it?"
    assert await pressed(talk, FORM, title) == ["utter_ask_contact"]
    assert talk.task["data"]["values"] == {"TAILLE": kept}


async def test_old_buttons_count_after_an_answer_that_could_not_be_read(talk):
    await size_asked(talk)
    await in_english(talk)
    assert await talk.run(FORM, "hmm") == ["utter_ask_attribute_again"]
    assert await pressed(talk, FORM, "Énorme") == ["utter_ask_contact"]


async def test_back_and_forth(talk):
    await size_asked(talk)
    await in_english(talk)
    await talk.run(SWITCH, "français")
    await talk.step(RESUME, None)
    assert talk.titles == ["Petit", "Moyen", "Énorme", "Passer"]
    assert await pressed(talk, FORM, "Huge") == ["utter_ask_contact"]


async def test_a_city_that_does_not_answer_costs_the_new_words_not_the_question(talk, fake_city):
    await size_asked(talk)
    fake_city.modes["/services"] = "error_500"
    assert await in_english(talk) == ["utter_resume", "utter_ask_attribute"]
    fake_city.modes.clear()
    talk.turn, talk.slots["choices"] = talk.turn + 1, None
    await talk.step(RESUME, None)
    assert talk.titles == ["Small", "Medium", "Huge", "Skip"]


async def test_contact_then_the_summary_then_what_to_correct(talk):
    await size_asked(talk)
    await talk.press(FORM, "Énorme")
    await in_english(talk)
    assert talk.titles == [phrase("choice", "no_contact", "en")]
    await talk.run(SWITCH, "français")
    await talk.step(RESUME, None)
    await talk.press(FORM, "choice", "no_contact")
    await in_english(talk)
    assert talk.titles == [phrase("choice", key, "en") for key in ("send", "correct", "drop_request")]
    summary = talk.said("utter_ask_confirm_request")["summary"]
    assert "Huge" in summary and phrase("summary", "place", "en") in summary and "Énorme" not in summary
    await talk.press(FORM, "choice", "correct")
    await talk.run(SWITCH, "français")
    assert await talk.step(RESUME, None) == ["utter_resume", "utter_ask_what_to_correct"]
    assert talk.titles[0] == phrase("field", "description", "fr") and "Question TAILLE?" in talk.titles


async def test_an_old_yes_sends_once(talk, fake_city):
    await size_asked(talk)
    await talk.press(FORM, "Petit")
    await talk.press(FORM, "choice", "no_contact")
    await in_english(talk)
    assert "utter_request_sent" in await pressed(talk, FORM, phrase("choice", "send", "fr"))
    assert len(fake_city.created) == 1


async def test_the_place_known_and_the_places_found(talk):
    talk.slots["address"] = KNOWN
    await talk.run(FORM, HOLE, **sure("report_graffiti"))
    await in_english(talk)
    assert talk.titles == [KNOWN["label"], phrase("choice", "elsewhere", "en")]
    assert await pressed(talk, FORM, phrase("choice", "elsewhere", "fr")) == ["utter_ask_place"]
    await talk.run(FORM, "45 ouellet")
    await talk.run(SWITCH, "français")
    assert await talk.step(RESUME, None) == ["utter_resume", "utter_ask_which_place"]
    assert talk.titles == ["45, chemin Ouellet", "45, avenue Ouellet",
                           phrase("choice", "own_words", "fr", words="45 ouellet")]


async def test_a_place_in_the_citizens_words(talk):
    await talk.run(FORM, HOLE, **sure("report_graffiti"))
    assert await in_english(talk) == ["utter_resume", "utter_ask_place"]


async def test_a_request_already_open(talk, fake_city):
    fake_city.requests = [{"service_request_id": "V-1", "requested_datetime": "2031-03-01T10:00:00-05:00",
                           "address": "310, rue des Aulnes", "description": "trou"}]
    await talk.run(FORM, f"{HOLE} au 310 aulnes", entities=[entity("address", "310 aulnes")], **sure("report_pothole"))
    assert talk.replies[-1] == "utter_offer_duplicate"
    assert await in_english(talk) == ["utter_resume", "utter_offer_duplicate"]
    assert talk.titles == [phrase("choice", key, "en") for key in ("same_request", "other_request")]
    assert "March" in talk.said("utter_offer_duplicate")["date"]
    assert await pressed(talk, FORM, phrase("choice", "same_request", "fr")) == ["utter_request_followed"]


async def test_an_appointment(talk):
    action = ActionPlanningAppointment()
    await talk.run(action, "rendez-vous pour agrandir ma maison", **sure("planning_appointment"))
    first = talk.titles[0]
    await in_english(talk)
    assert "March" in talk.titles[0] and talk.titles[-1] == phrase("choice", "later_slots", "en")
    assert await pressed(talk, action, first) == ["utter_ask_appointment_name"]
    assert (await talk.run(SWITCH, "français"), await talk.step(RESUME, None))[1] == [
        "utter_resume", "utter_ask_appointment_name"]
    await talk.run(action, "Lou Tremblay")
    await talk.run(action, "418 555-0133")
    await in_english(talk)
    assert talk.titles[0] == phrase("choice", "book", "en")
    assert "March" in talk.said("utter_ask_confirm_appointment")["moment"]


async def test_kinds_of_permits(talk):
    action = ActionPermitRequirements()
    await talk.run(action, "ça prend-tu un permis", **sure("permit_requirements"))
    await in_english(talk)
    assert talk.titles[0] == phrase("permit", "pool", "en")
    assert "utter_permit_needed" in await pressed(talk, action, phrase("permit", "pool", "fr"))


async def test_a_price(talk):
    await talk.run(ActionTransferDuty(), "droits de mutation", **sure("transfer_duty"))
    assert await in_english(talk) == ["utter_resume", "utter_ask_price"]
    assert phrase("line", "bracket", "en", above="$0", rate="").split("$")[0] in talk.said("utter_ask_price")["brackets"]


@pytest.mark.parametrize(("found", "question"), [(2, "utter_ask_which_item"), (0, "utter_ask_item")])
async def test_an_object(talk, fake_city, found, question):
    await talk.run(ActionItemDisposal(), "où va un pot", entities=[entity("item", "pot")], **sure("item_disposal"))
    english = [{"id": f"w{n}", "name": name, "destination": "garbage", "instructions": "."}
               for n, name in enumerate(("Paint can", "Flower pot"))]
    fake_city.answers["/city/v1/waste-items"] = english[:found]
    assert await in_english(talk) == ["utter_resume", question]
    assert talk.titles == [item["name"] for item in english[:found]]
