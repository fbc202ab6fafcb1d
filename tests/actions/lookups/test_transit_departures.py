"""Next departures at a stop."""
import pytest

from actions.lookups.transit_departures import ActionTransitDepartures
from tests.actions.invented_city import DEPARTURES, day
from tests.actions.support import Conversation, entity, sure

ACTION = ActionTransitDepartures()


async def ask(talk, text, *entities, **more):
    return await talk.run(ACTION, text, entities=list(entities), **sure("transit_departures", **more))


async def test_by_its_code(talk):
    assert "utter_transit_departures" in await ask(talk, "prochain bus arrêt 4012")
    lines = talk.said("utter_transit_departures")["lines"].split("\n")
    assert lines == ["• 10\u00a0h\u00a012 : ligne 7, direction Quai (attendu à 10\u00a0h\u00a015)",
                     "• 10\u00a0h\u00a020 : ligne 9, direction Moulin (annulé)",
                     "• mercredi 5 mars, 6\u00a0h\u00a005 : ligne 7, direction Quai"]
    assert talk.said("utter_transit_departures")["stop"] == "Gare (4012)"


async def test_by_its_name_when_several_fit(talk):
    assert await ask(talk, "prochain bus", entity("stop", "ouell")) == ["utter_transit_departures", "utter_settled"]
    other = Conversation()
    assert await ask(other, "prochain bus", entity("stop", "gar")) == ["utter_ask_which_stop"]
    assert "utter_transit_departures" in await other.press(ACTION, "Gare (4012)")


async def test_a_route_only(talk, fake_city):
    await ask(talk, "la 9 à l'arrêt 4012")
    assert fake_city.called("departures")[0].query["route"] == "9"


async def test_after_an_hour_of_a_day(talk, fake_city):
    await ask(talk, "bus demain à 14 h arrêt 4012")
    assert fake_city.called("departures")[0].query["after"] == f"{day(1)}T14:00:00-05:00"


async def test_near_a_shared_position(talk, fake_city):
    assert await ask(talk, "", location={"lat": 47.1, "long": -71.2}) == ["utter_ask_which_stop"]
    assert fake_city.called("stops")[0].query == {"lat": "47.1", "lon": "-71.2"}


async def test_asked_then_remembered(talk):
    assert await ask(talk, "prochain bus") == ["utter_ask_stop"]
    assert "utter_transit_departures" in await talk.run(ACTION, "4012")
    assert "utter_transit_departures" in await ask(talk, "et le prochain?")


async def test_not_found_then_found(talk):
    await ask(talk, "prochain bus")
    assert await talk.run(ACTION, "Nulle Part") == ["utter_stop_not_found"]
    assert "utter_transit_departures" in await talk.run(ACTION, "4013")


async def test_an_expired_timetable_is_said_to_be(talk, fake_city):
    fake_city.statuses["/departures"] = (404, {"type": "https://c.example/feed-expired",
        "detail": "Jusqu'au 1er mars."})
    assert "utter_feed_expired" in await ask(talk, "arrêt 4012")
    assert talk.said("utter_feed_expired")["detail"] == "Jusqu'au 1er mars."


async def test_none_left(talk, fake_city):
    fake_city.answers["/city/v1/transit/stops/s%2F1/departures"] = []
    assert "utter_no_departure" in await ask(talk, "arrêt 4012")


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields", "wrong_types"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/departures"] = mode
    assert await ask(talk, "arrêt 4012") == ["utter_city_unavailable"]


@pytest.mark.parametrize(("text", "route"), [("et la 9?", "9"), ("and 9?", "9"), ("pis la ligne 9", "9")])
async def test_a_follow_up_on_another_route_keeps_stop_and_moment(talk, fake_city, text, route):
    await ask(talk, "prochain 7 demain à 14 h arrêt 4012", entity("route", "7"))
    wrong = [entity("address", "9")]     # the tagger takes a number for a civic one
    assert "utter_transit_departures" in await ask(talk, text, *wrong, follows=True)
    query = fake_city.called("departures")[-1].query
    assert query["route"] == route and query["after"] == f"{day(1)}T14:00:00-05:00"


async def test_a_follow_up_on_another_day_or_stop_keeps_the_route(talk, fake_city):
    await ask(talk, "la 7 à l'arrêt 4012", entity("route", "7"))
    await ask(talk, "et demain matin?", follows=True)
    query = fake_city.called("departures")[-1].query
    assert query["route"] == "7" and query["after"].startswith(f"{day(1)}T04:00")
    await ask(talk, "et à l'arrêt 4013?", follows=True)
    assert talk.said("utter_transit_departures")["stop"] == "Gare / Ouellet (4013)"


@pytest.mark.parametrize("text", ["prochain autobus de Gare / Ouellet au quai", "bus from Gare / Ouellet to the quai",
                                  "prochain bus entre gare / ouellet et le moulin demain",
                                  "de la gare / ouellet vers le quai à 11 h"])
async def test_from_a_stop_to_another(talk, text):
    assert "utter_transit_departures" in await ask(talk, text)
    assert talk.said("utter_transit_departures")["stop"] == "Gare / Ouellet (4013)"


async def test_of_a_trip_only_the_direction_is_told_when_there_is_one(talk):
    await ask(talk, "prochain bus de Gare / Ouellet au Moulin")
    assert "Quai" not in talk.said("utter_transit_departures")["lines"]


async def test_a_city_that_does_not_filter_by_route(talk, fake_city):
    fake_city.answers["/city/v1/transit/stops/s2/departures"] = DEPARTURES
    await ask(talk, "la 9 à l'arrêt 4013", entity("route", "9"))
    assert "ligne 7" not in talk.said("utter_transit_departures")["lines"]
