"""Drinking water."""
import pytest

from actions.lookups.water_service import ActionWaterService
from tests.actions.support import entity, sure

ACTION = ActionWaterService()


async def ask(talk, address=None, text="mon eau est brune"):
    entities = [entity("address", address)] if address else []
    return await talk.run(ACTION, text, entities=entities, **sure("water_service"))


async def test_a_notice_of_a_sector_asks_where(talk):
    assert await ask(talk) == ["utter_ask_water_address"]
    assert "utter_water_notice" in await talk.run(ACTION, "310 rue des Aulnes")
    said = talk.said("utter_water_notice")
    assert said["title"] == "Avis d'ébullition" and said["until"] == "jeudi 6 mars à 8\u00a0h"
    assert said["details"] == "Faites bouillir {eau}."


async def test_elsewhere_there_is_none(talk):
    assert "utter_no_water_notice" in await ask(talk, "45 chemin Ouellet")


async def test_none_in_the_city(talk, fake_city):
    fake_city.answers["/city/v1/notices"] = []
    assert (await ask(talk))[0] == "utter_no_water_notice"


@pytest.mark.parametrize("mode", ["error_500", "html", "wrong_types", "slow"])
async def test_never_said_safe_when_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/notices"] = mode
    assert await ask(talk) == ["utter_city_unavailable"]
