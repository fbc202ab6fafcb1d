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


async def test_the_street_its_ends_and_what_is_closed_are_told(talk, fake_city):
    events = [{"id": "1", "headline": "Rue fermée", "roads": [
        {"name": "rue des Saules", "from": "quai", "to": "gare", "state": "CLOSED"},
        {"name": "rang 3", "from": "quai", "state": "??"}]}]
    fake_city.answers["/city/v1/roadworks"] = {"events": events}
    await ask(talk)
    assert talk.said("utter_roadworks")["lines"].split("\n") == [
        "• Rue fermée", "Rue des Saules, entre quai et gare : circulation interdite", "Rang 3, à partir de quai"]


@pytest.mark.parametrize("street", ["chemin Ouellet", "45 chemin Ouellet", "Ouellet", "chemin Ouelet"])
async def test_on_a_street(talk, street):
    assert "utter_roadworks_on_street" in await ask(talk, street)
    said = talk.said("utter_roadworks_on_street")
    assert "Égout" not in said["lines"] and said["street"] == "Chemin Ouellet"


@pytest.mark.parametrize("text", ["travaux sur Ouellet", "et le chemin ouellet?", "Ouellet est-tu barrée?", "pis sur ouellet",
                                  "is the road closed on chemin Ouellet", "is Ouellet closed?"])
async def test_on_a_street_that_only_the_words_name(talk, text):
    assert "utter_roadworks_on_street" in await talk.run(ACTION, text, **sure("roadworks"))


@pytest.mark.parametrize("street", ["rue du Moulin", "12e Avenue"])
async def test_where_works_end_or_detour_there_is_nothing_on_the_street_itself(talk, street):
    assert "utter_roadworks_near" in await ask(talk, street)
    said = talk.said("utter_roadworks_near")
    assert said["street"].lower() == street.lower() and "Réfection du pont" in said["lines"] and "Égout" not in said["lines"]


async def test_a_name_within_another_is_not_taken_for_it(talk, fake_city):
    events = [{"id": "1", "headline": "A", "roads": [{"name": "chemin du Lac-Vert"}]},
              {"id": "2", "headline": "B", "roads": [{"name": "chemin du Lac"}]}]
    fake_city.answers["/city/v1/roadworks"] = {"events": events}
    await ask(talk, "chemin du Lac")
    assert talk.said("utter_roadworks_on_street")["lines"].startswith("• B\n")


@pytest.mark.parametrize("text", ["est-ce que ma rue est fermée?", "des travaux chez nous?", "is my street closed?"])
async def test_my_street_is_that_of_the_address(talk, text):
    talk.slots["address"] = {"id": "c-45c", "label": "45, chemin Ouellet"}
    await talk.run(ACTION, text, **sure("roadworks"))
    assert talk.said("utter_roadworks_on_street")["street"] == "Chemin Ouellet"


@pytest.mark.parametrize("text", ["quelles rues sont fermées?", "des travaux dans la ville?", "est-ce que ma rue est fermée?",
                                  "which streets are closed", "sur quelle rue y a des travaux", "travaux dans mon coin"])
async def test_no_street_named(talk, text):
    assert "utter_roadworks" in await talk.run(ACTION, text, **sure("roadworks"))


@pytest.mark.parametrize(("schedule", "told"), [
    ({"intervals": ["2031-03-05T07:00/2031-03-05T15:30"]}, "Le mercredi 5 mars, de 7_h à 15_h_30"),
    ({"intervals": ["2031-03-05T07:00/2031-03-07T15:30"]}, "Du mercredi 5 mars au vendredi 7 mars"),
    ({"intervals": ["2031-03-01T07:00/2031-03-02T15:30", "2031-03-07/2031-03-07"]}, "Le vendredi 7 mars"),
    ({"recurring_schedules": [{"start_date": "2031-03-03", "end_date": "2031-03-07", "daily_start_time": "09:00",
                               "daily_end_time": "15:00"}]}, "Du lundi 3 mars au vendredi 7 mars, de 9_h à 15_h"),
])
async def test_days_and_hours_of_what_is_not_over(talk, fake_city, schedule, told):
    fake_city.answers["/city/v1/roadworks"] = {"events": [{"id": "1", "headline": "Pont", "schedule": schedule}]}
    await ask(talk)
    assert talk.said("utter_roadworks")["lines"] == f"• Pont\n{told}".replace("_", "\u00a0")


async def test_a_city_that_does_not_filter_by_status(talk, fake_city):
    fake_city.answers["/city/v1/roadworks"] = {"events": [{"id": "1", "headline": "Vieux", "status": "ARCHIVED"}]}
    assert "utter_no_roadworks" in await ask(talk)


async def test_nothing_on_a_street(talk):
    assert "utter_no_roadworks_on_street" in await ask(talk, "310, rue des Aulnes")
    assert talk.said("utter_no_roadworks_on_street")["street"] == "Rue des Aulnes"


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
