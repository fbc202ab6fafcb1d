"""Where a request stands."""
import pytest

from actions import outbox
from actions.city_http import CityHttp
from actions.lookups.request_status import ActionRequestStatus
from tests.actions.support import entity, sure

ACTION = ActionRequestStatus()
TOPIC = sure("request_status")
KNOWN = {"service_request_id": "SC-40", "status": "open", "service_name": "Trou", "status_notes": "Équipe {prévue}.",
         "agency_responsible": "Voirie", "requested_datetime": "2031-03-01T10:00:00-05:00",
         "expected_datetime": "2031-03-12T10:00:00-04:00", "updated_datetime": None}


@pytest.fixture(autouse=True)
def one_request(fake_city):
    fake_city.requests = [KNOWN]


async def test_by_its_number(talk):
    assert "utter_request_open" in await talk.run(ACTION, "où en est la demande SC-40", **TOPIC)
    said = talk.said("utter_request_open")
    assert (said["number"], said["service"], said["notes"], said["agency"]) == ("SC-40", "Trou", "Équipe {prévue}.",
        "Voirie")
    assert (said["requested"], said["expected"], said.get("updated")) == ("samedi 1er mars", "mercredi 12 mars", None)


@pytest.mark.parametrize("text", ["SC-40", "#SC-40", "ma demande est SC-40."])
async def test_asked_then_given(talk, text):
    assert await talk.run(ACTION, "où en est ma demande", **TOPIC) == ["utter_ask_request_number"]
    assert "utter_request_open" in await talk.run(ACTION, text)


async def test_closed(talk, fake_city):
    fake_city.requests = [{**KNOWN, "status": "closed"}]
    assert "utter_request_closed" in await talk.run(ACTION, "demande SC-40", entities=[entity("request_number",
        "SC-40")],
                                                    **TOPIC)


async def test_unknown_twice(talk):
    assert await talk.run(ACTION, "demande SC-999", **TOPIC) == ["utter_request_not_found"]
    assert "utter_request_unknown" in await talk.run(ACTION, "SC-998")
    assert talk.slots["tasks"] == []


async def test_a_token_that_has_become_a_number(talk, fake_city):
    fake_city.answers["/open311/v2/tokens/T-77.json"] = [{"token": "T-77", "service_request_id": "SC-40"}]
    assert "utter_request_open" in await talk.run(ACTION, "demande T-77", **TOPIC)


async def test_a_token_where_unknown_requests_are_empty_lists(talk, fake_city):
    fake_city.answers["/open311/v2/requests/T-77.json"] = []
    fake_city.answers["/open311/v2/tokens/T-77.json"] = [{"token": "T-77", "service_request_id": "SC-40"}]
    assert "utter_request_open" in await talk.run(ACTION, "demande T-77", **TOPIC)


async def test_a_token_that_waits(talk, fake_city):
    fake_city.answers["/open311/v2/tokens/T-77.json"] = [{"token": "T-77", "service_request_id": ""}]
    assert await talk.run(ACTION, "demande T-77", **TOPIC) == ["utter_request_not_found"]


async def test_the_last_one_of_this_conversation(talk, fake_city):
    outbox.put("k1", talk.id, "report_pothole", {"description": "trou"})
    outbox.deliver("k1", CityHttp(fake_city.url))
    assert "utter_request_open" in await talk.run(ACTION, "où en est ma demande", **TOPIC)
    assert talk.said("utter_request_open")["number"] == "SC-1"


async def test_one_that_still_waits_is_said_so_even_when_another_is_known(talk, fake_city):
    talk.slots["remembered"] = {"request_number": "SC-40"}
    outbox.put("k1", talk.id, "report_pothole", {"description": "trou"})
    assert "utter_request_still_waiting" in await talk.run(ACTION, "où en est ma demande", **TOPIC)


@pytest.mark.parametrize("mode", ["error_500", "html", "wrong_types", "slow"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/requests/"] = mode
    assert await talk.run(ACTION, "demande SC-40", **TOPIC) == ["utter_city_unavailable"]
