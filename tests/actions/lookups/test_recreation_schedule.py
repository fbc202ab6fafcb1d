"""Opening hours of facilities."""
import pytest

from actions.lookups.recreation_schedule import ActionRecreationSchedule
from tests.actions.invented_city import HOURS
from tests.actions.support import entity, sure

ACTION = ActionRecreationSchedule()


async def ask(talk, text, named=None):
    entities = [entity("facility", named)] if named else []
    return await talk.run(ACTION, text, entities=entities, **sure("recreation_schedule"))


async def test_a_named_place_for_the_week(talk):
    assert "utter_facility_hours" in await ask(talk, "heures de la piscine Lafleur", "piscine Lafleur")
    said = talk.said("utter_facility_hours")
    assert said["name"] == "Piscine Lafleur" and said["address"] == "3, rue du Moulin"
    assert said["lines"].split("\n")[0] == "• mardi 4 mars : 13\u00a0h–15\u00a0h\u00a030 (Bain libre, Familles)"


async def test_a_day(talk):
    await ask(talk, "piscine Lafleur demain", "piscine Lafleur")
    assert talk.said("utter_facility_hours")["lines"] == "• mercredi 5 mars : 18\u00a0h–20\u00a0h"


async def test_closed_that_day_shows_the_next_ones(talk):
    replies = await ask(talk, "piscine Lafleur samedi", "piscine Lafleur")
    assert replies[:2] == ["utter_facility_closed", "utter_facility_hours"]


async def test_several_of_a_kind_are_chosen(talk):
    assert await ask(talk, "la piscine est ouverte?") == ["utter_ask_facility"]
    assert talk.titles == ["Piscine Lafleur", "Piscine du Lac"]
    assert "utter_facility_hours" in await talk.press(ACTION, "Piscine du Lac")


async def test_one_of_a_kind(talk):
    await ask(talk, "à quelle heure ouvre la bibliothèque")
    assert talk.said("utter_facility_hours")["name"] == "Bibliothèque Desjarlais"


async def test_no_kind_at_all_is_asked(talk):
    assert await ask(talk, "c'est ouvert?") == ["utter_ask_facility"] and len(talk.titles) == 4
    assert "utter_facility_hours" in await talk.run(ACTION, "l'aréna")


async def test_a_kind_that_the_city_does_not_have(talk):
    assert "utter_no_facility" in await ask(talk, "heures des jeux d'eau")


BATHS = [{"id": "f/1", "name": "Piscine Lafleur", "kind": "pool"}, {"id": "f2", "name": "Bain Dupuis", "kind": "pool"}]


@pytest.mark.parametrize(("text", "named"), [("c'est quoi les heures de la piscine", "piscine"),
                                             ("horaire piscine samedi", "piscine"), ("is the pool open", "pool"),
                                             ("piscine", "piscine"), ("où nager demain", None)])
async def test_all_of_a_kind_are_offered_whatever_they_are_called(talk, fake_city, text, named):
    fake_city.answers["/city/v1/facilities"] = BATHS
    assert await ask(talk, text, named) == ["utter_ask_facility"] and talk.titles == ["Piscine Lafleur", "Bain Dupuis"]


@pytest.mark.parametrize(("text", "named"), [("heures de la piscine Dupuis", "piscine Dupuis"), ("bain dupuis", None),
                                             ("la piscine au bain dupuy", "piscine")])
async def test_the_one_whose_own_name_is_said(talk, fake_city, text, named):
    fake_city.answers["/city/v1/facilities/f2/hours"] = HOURS
    fake_city.answers["/city/v1/facilities"] = BATHS
    await ask(talk, text, named)
    assert talk.said("utter_facility_hours")["name"] == "Bain Dupuis"


@pytest.mark.parametrize("text", ["et dimanche?", "and on Sunday?", "c'est ouvert demain?", "pis ce soir"])
async def test_another_day_of_the_same_place(talk, text):
    await ask(talk, "heures de la bibliothèque", "bibliothèque")
    replies = await ask(talk, text)
    assert "utter_ask_facility" not in replies
    assert {m["name"] for m in talk.messages if "name" in m} == {"Bibliothèque Desjarlais"}


async def test_another_kind_of_place_is_not_the_last_one(talk):
    await ask(talk, "heures de la bibliothèque", "bibliothèque")
    await ask(talk, "et l'aréna?", "aréna")
    assert talk.said("utter_facility_hours")["name"] == "Aréna Gagnon"


async def test_more_than_can_be_offered_are_counted(talk, fake_city):
    fake_city.answers["/city/v1/facilities"] = [{"id": str(i), "name": f"Piscine {i}", "kind": "pool"} for i in range(12)]
    await ask(talk, "heures de la piscine")
    assert talk.said("utter_ask_facility")["more"] == 3 and len(talk.titles) == 9


@pytest.mark.parametrize("text", ["c'est ouvert?", "heures de la piscine"])
async def test_a_city_without_any_place(talk, fake_city, text):
    fake_city.answers["/city/v1/facilities"] = []
    assert await ask(talk, text) == ["utter_no_facility"] and not talk.slots["tasks"]


async def test_closed_all_week(talk, fake_city):
    fake_city.answers["/city/v1/facilities/f3/hours"] = []
    assert "utter_facility_closed_week" in await ask(talk, "heures de l'aréna")


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields", "wrong_types"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/hours"] = mode
    assert await ask(talk, "bibliothèque") == ["utter_city_unavailable"]


async def test_hours_that_are_no_hours(talk, fake_city):
    fake_city.answers["/city/v1/facilities/f4/hours"] = [{"date": "2031-03-04", "opens": "tôt", "closes": "tard"}]
    assert await ask(talk, "bibliothèque") == ["utter_city_unavailable"]


async def test_a_kind_that_the_contract_does_not_have(talk, fake_city):
    fake_city.answers["/city/v1/facilities/"] = HOURS
    fake_city.answers["/city/v1/facilities"] = [{"id": "f/1", "name": "Ruche Lafleur", "kind": "beehive"}]
    assert "utter_facility_hours" in await talk.run(ACTION, "heures de la ruche", **sure("recreation_schedule"))
