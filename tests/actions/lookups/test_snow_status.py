"""Snow removal at an address."""
import pytest

from actions.lookups.snow_status import ActionSnowStatus
from actions.phrases import phrase
from tests.actions.invented_city import SNOW
from tests.actions.support import entity, sure

ACTION = ActionSnowStatus()


async def ask(talk):
    return await talk.run(ACTION, "neige au 310 aulnes", entities=[entity("address", "310 aulnes")],
        **sure("snow_status"))


async def test_all_that_is_known(talk):
    assert "utter_snow_status" in await ask(talk)
    said = talk.said("utter_snow_status")
    assert (said["street"], said["state"], said["sidewalk"]) == ("rue des Aulnes", "déneigement prévu", "déneigé")
    assert said["planned"] == "du mardi 4 mars à 21\u00a0h au mercredi 5 mars à 5\u00a0h"
    assert said["updated"] == "mardi 4 mars à 9\u00a0h\u00a040"


@pytest.mark.parametrize("state", ["none", "planned", "in_progress", "cleared", "postponed"])
async def test_every_state_has_words(talk, fake_city, state):
    fake_city.answers["/city/v1/addresses/c-310/snow"] = {**SNOW, "state": state, "sidewalk": state}
    assert "utter_snow_status" in await ask(talk)


async def test_what_is_not_known_is_left_out(talk, fake_city):
    fake_city.answers["/city/v1/addresses/c-310/snow"] = {"street": "R", "state": "none",
        "updated_at": SNOW["updated_at"]}
    await ask(talk)
    said = talk.said("utter_snow_status")
    assert said.get("planned") is None and said.get("sidewalk") is None


async def test_a_state_that_the_contract_does_not_have(talk, fake_city):
    fake_city.answers["/city/v1/addresses/c-310/snow"] = {**SNOW, "state": "melting", "sidewalk": "salted"}
    assert "utter_snow_status" in await ask(talk)
    said = talk.said("utter_snow_status")
    assert (said["state"], said["sidewalk"]) == (phrase("snow", "other", "fr"), phrase("sidewalk", "other", "fr"))
    assert said["street"] == "rue des Aulnes" and said["planned"] and said["updated"]


async def test_an_address_that_has_gone(talk, fake_city):
    fake_city.statuses["/snow"] = (404, {})
    assert (await ask(talk))[-1] == "utter_city_refused"


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields", "truncated"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/snow"] = mode
    assert (await ask(talk))[-1] == "utter_city_unavailable"


async def test_after_a_failure_the_address_can_be_corrected(talk, fake_city):
    fake_city.modes["/snow"] = "error_500"
    assert (await talk.run(ACTION, "déneigement au 310 aulnes", entities=[entity("address", "310 aulnes")],
                          **sure("snow_status")))[-1] == "utter_city_unavailable"
    assert talk.slots["last_topic"] == "snow_status" and talk.slots["remembered"]["last_request"]
