"""Tonight's parking ban."""
import pytest

from actions.lookups.winter_parking import ActionWinterParking
from tests.actions.invented_city import PARKING, day
from tests.actions.support import sure

ACTION = ActionWinterParking()


@pytest.mark.parametrize(("banned", "reply"), [
    (True, "utter_parking_banned"), (False, "utter_parking_allowed"), (None, "utter_parking_undecided"),
])
async def test_the_three_answers(talk, fake_city, banned, reply):
    fake_city.answers["/city/v1/parking-ban"] = {**PARKING, "banned": banned}
    assert reply in await talk.run(ACTION, "je peux me stationner cette nuit?", **sure("winter_parking"))


async def test_hours_and_note(talk):
    await talk.run(ACTION, "stationnement ce soir", **sure("winter_parking"))
    said = talk.said("utter_parking_banned")
    assert said["span"] == "du mardi 4 mars à 23\u00a0h au mercredi 5 mars à 6\u00a0h"
    assert said["note"] == "Côté impair permis."


@pytest.mark.parametrize(("text", "asked"), [("demain soir", day(1)), ("vendredi soir", day(3)), ("hier", day(0)),
    ("", day(0))])
async def test_the_night_asked_about(talk, fake_city, text, asked):
    await talk.run(ACTION, f"stationnement {text}", **sure("winter_parking"))
    assert fake_city.called("parking-ban")[-1].query["date"] == asked


async def test_not_decided_for_another_day_is_for_that_day(talk, fake_city):
    fake_city.answers["/city/v1/parking-ban"] = {"date": day(3), "banned": None}
    assert "utter_parking_undecided_day" in await talk.run(ACTION, "stationnement vendredi soir", **sure("winter_parking"))


async def test_without_hours(talk, fake_city):
    fake_city.answers["/city/v1/parking-ban"] = {"date": day(0), "banned": True}
    await talk.run(ACTION, "stationnement", **sure("winter_parking"))
    assert talk.said("utter_parking_banned").get("span") is None


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/parking-ban"] = mode
    assert await talk.run(ACTION, "stationnement", **sure("winter_parking")) == ["utter_city_unavailable"]
