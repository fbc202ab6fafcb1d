"""Works and closed streets."""
import pytest

from actions.lookups.roadworks import ActionRoadworks
from tests.actions.support import entity, sure

ACTION = ActionRoadworks()


async def ask(talk, street=None):
    entities = [entity("address", street)] if street else []
    return await talk.run(ACTION, "travaux", entities=entities, **sure("roadworks"))


async def test_all_of_them(talk):
    assert "utter_roadworks" in await ask(talk)
    lines = talk.said("utter_roadworks")["lines"]
    told = ("Réfection du pont", "Du samedi 1er mars au lundi 24 mars", "Par la rue du Moulin")
    assert all(part in lines for part in told)
    assert "À partir du lundi 3 mars" in lines


@pytest.mark.parametrize("street", ["chemin Ouellet", "45 chemin Ouellet", "Ouellet", "rue du Moulin", "12e Avenue"])
async def test_on_a_street_or_where_it_ends(talk, street):
    assert "utter_roadworks" in await ask(talk, street)
    assert "Égout" not in talk.said("utter_roadworks")["lines"]


async def test_nothing_on_a_street(talk):
    assert "utter_no_roadworks_on_street" in await ask(talk, "310, rue des Aulnes")
    assert talk.said("utter_no_roadworks_on_street")["street"] == "rue des Aulnes"


async def test_nothing_at_all(talk, fake_city):
    fake_city.answers["/city/v1/roadworks"] = {"events": []}
    assert "utter_no_roadworks" in await ask(talk)


async def test_many_are_counted(talk, fake_city):
    fake_city.answers["/city/v1/roadworks"] = {"events": [{"id": str(i),
        "headline": f"Chantier {i}"} for i in range(9)]}
    await ask(talk)
    said = talk.said("utter_roadworks")
    assert said["more"] == 5 and "Chantier 4" not in said["lines"]


@pytest.mark.parametrize("schedule", [None, {}, [], {"intervals": []}, {"intervals": ["bad/worse"]},
    {"intervals": ["/"]},
                                      [{"start_date": None}],
                                      {"recurring_schedules": [{"start_date": "2031-03-01"}]}])
async def test_schedules_of_any_shape(talk, fake_city, schedule):
    fake_city.answers["/city/v1/roadworks"] = {"events": [{"id": "1", "headline": "Pont", "schedule": schedule,
        "roads": None}]}
    assert "utter_roadworks" in await ask(talk)


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields", "texts"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/roadworks"] = mode
    assert await ask(talk) == ["utter_city_unavailable"]
