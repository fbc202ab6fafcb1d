"""Like requests already open nearby, and the summary."""
import pytest

from actions.service_request import ActionServiceRequest
from tests.actions.support import entity, sure

ACTION = ActionServiceRequest()
NEAR = {"service_request_id": "V-1", "status": "open", "requested_datetime": "2031-03-01T10:00:00-05:00",
        "address": "310, rue des Aulnes, Saint-Clovis", "description": "gros {trou}"}


async def reported(talk, fake_city, *requests, **more):
    fake_city.requests = list(requests)
    request = {"entities": [entity("address", "310 aulnes")], **more}
    return await talk.run(ACTION, "il y a un graffiti au 310 aulnes", **sure("report_graffiti", **request))


@pytest.mark.parametrize("change", [
    {}, {"address": None, "lat": 47.1002, "long": -71.2003}, {"address": "310, Rue des AULNES, Saint-Clovis"},
    {"requested_datetime": "2031-03-01T10:00:00"},
])
async def test_a_near_one_is_offered(talk, fake_city, change):
    assert (await reported(talk, fake_city, {**NEAR, **change}))[-1] == "utter_offer_duplicate"
    assert talk.said("utter_offer_duplicate")["number"] == "V-1"


@pytest.mark.parametrize("change", [
    {"address": "312, rue des Aulnes"}, {"address": None, "lat": 47.102, "long": -71.2}, {"address": None},
    {"requested_datetime": "2031-01-01T10:00:00-05:00"}, {"requested_datetime": None}, {"service_request_id": None},
    {"address": "", "lat": "", "long": ""},
])
async def test_others_are_not(talk, fake_city, change):
    assert (await reported(talk, fake_city, {**NEAR, **change}))[-1] == "utter_ask_contact"


async def test_only_the_same_service_is_compared(talk, fake_city):
    await reported(talk, fake_city, NEAR)
    assert fake_city.called("requests.json")[0].query["service_code"] == "TAG/9"


@pytest.mark.parametrize("answer", ["oui", "oui, exactement"])
async def test_followed_instead(talk, fake_city, answer):
    await reported(talk, fake_city, NEAR)
    assert await talk.run(ACTION, answer) == ["utter_request_followed"]
    assert talk.slots["remembered"]["request_number"] == "V-1" and talk.slots["tasks"] == [] and not fake_city.created


async def test_followed_by_button(talk, fake_city):
    await reported(talk, fake_city, NEAR)
    assert await talk.press(ACTION, "choice", "same_request") == ["utter_request_followed"]


@pytest.mark.parametrize("answer", ["non", "non c'est un autre", "je ne sais pas"])
async def test_another_one_goes_on_and_is_not_offered_again(talk, fake_city, answer):
    await reported(talk, fake_city, NEAR)
    assert await talk.run(ACTION, answer) == ["utter_ask_contact"]
    assert await talk.press(ACTION, "choice", "no_contact") == ["utter_ask_confirm_request"]


@pytest.mark.parametrize("word", ["passer", "skip", "suivant"])
async def test_the_contact_is_passed_over_by_a_word_too(talk, fake_city, word):
    await reported(talk, fake_city, NEAR)
    await talk.run(ACTION, "non c'est un autre")
    assert await talk.run(ACTION, word) == ["utter_ask_confirm_request"]


async def test_at_a_shared_position(talk, fake_city):
    fake_city.requests = [{**NEAR, "lat": 47.15, "long": -71.25}]
    await talk.run(ACTION, "il y a un graffiti ici", location={"lat": 47.15, "long": -71.25},
        **sure("report_graffiti"))
    assert talk.replies[-1] == "utter_offer_duplicate"


async def test_the_summary_tells_all_that_goes(talk, fake_city):
    await reported(talk, fake_city)
    await talk.run(ACTION, "lou@example.org 418 555-0133")
    lines = talk.said("utter_ask_confirm_request")["summary"].split("\n")
    assert len(lines) == 4
    assert "graffiti" in lines[1] and "310, rue des Aulnes" in lines[2] and "lou@example.org, 418 555-0133" in lines[3]


async def test_one_key_for_the_whole_matter(talk, fake_city):
    await reported(talk, fake_city)
    await talk.press(ACTION, "choice", "no_contact")
    key = talk.task["data"]["key"]
    await talk.press(ACTION, "choice", "correct")
    await talk.press(ACTION, "field", "description")
    await talk.run(ACTION, "Autre description.")
    assert talk.task["data"]["key"] == key
    await talk.press(ACTION, "choice", "send")
    assert list(fake_city.created) == [key]
