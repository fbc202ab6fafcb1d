"""Editorial answers: notices first, the city's own facts, the official page."""
import pytest

from actions.answer import ActionAnswer
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


async def test_a_notice_that_touches_it_comes_first(talk):
    replies = await talk.run(ACTION, "rdd", **sure("hazardous_waste_depot"))
    assert replies[:2] == ["utter_notice", "utter_hazardous_waste_depot"]


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "slow", "null_fields", "wrong_types", "nested"])
async def test_the_answer_does_not_need_the_city(talk, fake_city, mode):
    fake_city.modes["/notices"] = mode
    assert await talk.run(ACTION, "rdd", **sure("hazardous_waste_depot")) == ["utter_hazardous_waste_depot",
        "utter_settled"]
