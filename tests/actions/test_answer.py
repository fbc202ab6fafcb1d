"""Editorial answers: notices first, the city's own facts, the official page."""
import pytest

from actions import facilities
from actions.answer import ActionAnswer
from tests.actions.invented_city import HOURS, NOTICES
from tests.actions.support import Conversation, sure

ACTION = ActionAnswer()


@pytest.mark.parametrize(("language", "local"), [("fr", "Ici, deux versements."), ("en", "Here, two instalments.")])
async def test_the_reply_of_the_topic_with_the_citys_facts(language, local):
    talk = Conversation(language=language)
    assert await talk.run(ACTION, "taxes", **sure("tax_due_dates")) == [
        "utter_tax_due_dates", "utter_official_page", "utter_settled"]
    assert talk.said("utter_tax_due_dates")["local"] == local
    assert talk.said("utter_official_page")["link"] == "https://saintclovis.example/taxes"


async def test_a_city_without_facts_or_page(talk):
    assert await talk.run(ACTION, "objections", **sure("property_assessment")) == ["utter_property_assessment",
        "utter_settled"]
    assert talk.said("utter_property_assessment")["local"] == ""


async def test_off(talk):
    assert await talk.run(ACTION, "transport adapté", **sure("paratransit")) == ["utter_topic_off"]


async def test_a_notice_that_touches_it_comes_first(talk, fake_city):
    fake_city.answers["/city/v1/notices"] = [{**NOTICES[1], "kind": "snow"}]
    assert (await talk.run(ACTION, "pousser la neige", **sure("snow_rules")))[:2] == ["utter_notice", "utter_snow_rules"]


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "slow", "null_fields", "wrong_types", "nested"])
async def test_the_answer_does_not_need_the_city(talk, fake_city, mode):
    fake_city.modes["/notices"] = mode
    assert await talk.run(ACTION, "rdd", **sure("hazardous_waste_depot")) == ["utter_hazardous_waste_depot",
        "utter_settled"]


ECOCENTRES = [{"id": "e1", "name": "Écocentre du Nord", "kind": "ecocentre", "address": "4, rang 2"}]


async def test_hours_of_the_ecocentre_come_with_what_is_said_of_it(talk, fake_city):
    fake_city.answers["/city/v1/facilities/e1/hours"] = HOURS
    fake_city.answers["/city/v1/facilities"] = ECOCENTRES
    replies = await talk.run(ACTION, "heures de l'écocentre", **sure("hazardous_waste_depot"))
    assert replies[:2] == ["utter_facility_hours", "utter_hazardous_waste_depot"]
    assert talk.said("utter_facility_hours")["name"] == "Écocentre du Nord"
    assert talk.said("utter_facility_hours")["address"] == "4, rang 2"


async def test_hours_that_nobody_asked_are_left_out(talk, fake_city):
    fake_city.answers["/city/v1/facilities"] = ECOCENTRES
    replies = await talk.run(ACTION, "faut-il une preuve de résidence à l'écocentre", **sure("hazardous_waste_depot"))
    assert replies[0] == "utter_hazardous_waste_depot"


@pytest.mark.parametrize(("path", "mode"), [("/facilities", "error_500"), ("/hours", "html"), ("/facilities", "slow")])
async def test_the_answer_does_not_need_the_hours(talk, fake_city, monkeypatch, path, mode):
    monkeypatch.setattr(facilities, "PATIENCE", 0.2)
    fake_city.answers["/city/v1/facilities"] = ECOCENTRES
    fake_city.modes[path] = mode
    assert "utter_hazardous_waste_depot" in await talk.run(ACTION, "écocentre", **sure("hazardous_waste_depot"))


@pytest.mark.parametrize(("text", "said"), [
    ("et mardi?", ("utter_contact_day", "mardi 4 mars", "8\u00a0h–16\u00a0h")),
    ("et le samedi?", ("utter_contact_day_closed", "samedi 8 mars", None)),
    ("à quelle heure fermez-vous le jeudi", ("utter_contact_day", "jeudi 6 mars", "8\u00a0h–16\u00a0h")),
])
async def test_hours_of_a_day_are_told_alone(talk, text, said):
    assert await talk.run(ACTION, text, **sure("contact_info")) == [said[0], "utter_settled"]
    assert (talk.said(said[0])["date"], talk.said(said[0]).get("periods")) == said[1:]


async def test_hours_of_a_day_that_the_city_has_not_given(talk, profile_file):
    profile_file(contact__hours="[à compléter : heures]")
    assert "utter_contact_info" in await talk.run(ACTION, "ouvert samedi?", **sure("contact_info"))
