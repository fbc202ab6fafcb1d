"""Disruptions of public transit."""
import pytest

from actions.lookups.transit_alerts import ActionTransitAlerts
from tests.actions.support import entity, sure

ACTION = ActionTransitAlerts()


async def ask(talk, *entities, text="y a-t-il des retards"):
    return await talk.run(ACTION, text, entities=list(entities), **sure("transit_alerts"))


async def test_all(talk):
    assert "utter_transit_alerts" in await ask(talk)
    lines = talk.said("utter_transit_alerts")["lines"].split("\n")
    assert lines[0] == "• Ligne 7 : Détour par le quai. Arrêt Gare déplacé. Jusqu'à : jeudi 6 mars à 18\u00a0h."
    assert lines[1] == "• Retards."


async def test_of_a_route(talk, fake_city):
    await ask(talk, entity("route", "ligne 7"))
    assert fake_city.called("alerts")[0].query["route"] == "7"


@pytest.mark.parametrize(("entities", "reply"), [([], "utter_no_transit_alert"),
                                                 ([entity("route", "99")], "utter_no_transit_alert_on_route")])
async def test_none(talk, fake_city, entities, reply):
    fake_city.answers["/city/v1/transit/alerts"] = []
    assert reply in await ask(talk, *entities)


@pytest.mark.parametrize("mode", ["error_500", "html", "null_fields", "wrong_types"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/alerts"] = mode
    assert await ask(talk) == ["utter_city_unavailable"]
