"""Permits."""
import pytest

from actions.account import ActionAccount
from actions.lookups.permit_requirements import TYPES, ActionPermitRequirements
from actions.phrases import label
from tests.actions.support import Conversation, entity, sure

ACTION = ActionPermitRequirements()


async def ask(talk, text, kind=None):
    entities = [entity("permit_type", kind)] if kind else []
    return await talk.run(ACTION, text, entities=entities, **sure("permit_requirements"))


async def test_needed_with_all_that_it_takes(talk):
    assert await ask(talk, "permis pour une piscine") == ["utter_permit_needed", "utter_permit_law_pool",
        "utter_settled"]
    said = talk.said("utter_permit_needed")
    assert (said["fee"], said["days"], said["documents"], said["bylaw"]) == ("62,50\u00a0$", 12, "• Plan du terrain",
        "R-77")


async def test_not_needed(talk):
    assert "utter_permit_not_needed" in await ask(talk, "un cabanon")
    said = talk.said("utter_permit_not_needed")
    assert said["fee"] is None and said["rules"] == "• 15 m² au plus"


async def test_free(talk):
    await ask(talk, "un garage", "garage")
    assert talk.said("utter_permit_needed")["fee"] == "gratuit"


async def test_a_type_that_the_city_does_not_regulate(talk):
    assert "utter_permit_not_regulated" in await ask(talk, "un gazebo")


@pytest.mark.parametrize(("text", "path"), [
    ("creuser une piscine", "pool"), ("a hot tub", "pool"), ("remise d'une maison jumelée", "semi_detached_shed"),
    ("shed for a semi-detached house", "semi_detached_shed"), ("remise", "shed"), ("garage détaché", "garage"),
    ("pergola", "gazebo"), ("abri d'auto permanent", "carport"), ("muret", "landscaping"), ("remblai", "backfill"),
    ("un quai au bord de l'eau", "shoreline"),
])
async def test_projects_in_words(talk, fake_city, text, path):
    await ask(talk, f"permis pour {text}")
    assert fake_city.called("/permits/")[0].path.endswith(f"/{path}")


async def test_no_project_is_asked_among_the_nine_and_another(talk):
    assert await ask(talk, "ça prend-tu un permis") == ["utter_ask_permit_type"]
    assert len(talk.titles) == len(TYPES) + 1
    assert "utter_permit_needed" in await talk.press(ACTION, "permit", "pool")


async def test_another_project_has_an_honest_path(talk, fake_city):
    await ask(talk, "ça prend-tu un permis")
    replies = await talk.press(ACTION, "permit", "other")
    assert replies[:2] == ["utter_permit_law", "utter_permit_other"] and not fake_city.called("/permits/")


async def test_a_project_that_is_none_of_the_nine(talk, fake_city):
    assert "utter_permit_other" in await ask(talk, "pour une éolienne", "éolienne")


async def test_in_english(fake_city):
    await ask(Conversation(language="en"), "permit for a pool")
    assert fake_city.called("/permits/")[0].query["lang"] == "en"


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields", "wrong_types"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/permits"] = mode
    assert await ask(talk, "piscine") == ["utter_city_unavailable"]


@pytest.mark.parametrize(("text", "paths"), [
    ("garage détaché pis un cabanon", ["garage", "shed"]), ("landscaping and shore works", ["landscaping", "shoreline"]),
    ("permis pour une piscine, une remise et un gazebo", ["pool", "shed", "gazebo"]), ("piscine creusée et deck", ["pool"]),
    ("piscine creusée", ["pool"]), ("un garage et c'est combien", ["garage"]),
    ("maison jumelée et sa remise", ["semi_detached_shed"]),
    ("un cabanon derrière le garage", ["shed"]),
])
async def test_several_projects_are_all_told(talk, fake_city, text, paths):
    await ask(talk, text)
    assert [call.path.rpartition("/")[2] for call in fake_city.called("/permits/")] == paths


async def test_one_of_the_nine_and_another(talk):
    replies = await ask(talk, "un garage et une clôture")
    assert "utter_permit_needed" in replies and "utter_permit_other" in replies


@pytest.mark.parametrize("text", ["permis", "permis?", "un permis svp", "Permit", "permis de construction"])
async def test_the_bare_word_asks_which_project_or_the_status(talk, text):
    assert await talk.run(ActionAccount(), text, **sure("permit_status")) == ["utter_ask_permit_type"]
    assert talk.titles[-1] == label("permit_status", "fr")
    assert "utter_permit_needed" in await talk.run(ACTION, "une piscine")


@pytest.mark.parametrize("text", ["mon permis est rendu où", "demande de permis", "permis pas encore reçu"])
async def test_more_than_the_word_is_its_status(talk, text):
    assert "utter_permit_status" in await talk.run(ActionAccount(), text, **sure("permit_status"))
