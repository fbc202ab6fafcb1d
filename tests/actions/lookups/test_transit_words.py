"""Stops, routes and trips as citizens name them."""
import pytest

from actions.lookups.transit_words import bare_route, place_named, route_named, stop_code, trip_named


@pytest.mark.parametrize(("text", "route"), [
    ("la 7 passe quand", "7"), ("autobus 12", "12"), ("ligne 9a", "9a"), ("le 24 novembre", None), ("le 14h", None),
    ("le 8 h 30", None), ("the 5", "5"), ("le 1er mai", None), ("bus à 14 h", None), ("le 3 mars", None),
    ("la 3 mardi", "3"),
])
def test_routes(text, route):
    assert route_named(text) == route


@pytest.mark.parametrize(("text", "code"), [("arrêt 4012", "4012"), ("4012", "4012"), ("stop #4012", "4012"),
                                            ("à 4012 pieds", None), ("12", None)])
def test_codes(text, code):
    assert stop_code(text) == code


@pytest.mark.parametrize(("given", "bare"), [("ligne 7", "7"), ("9a", "9A"), ("Express", "Express"), (None, None)])
def test_bare_routes(given, bare):
    assert bare_route(given) == bare


@pytest.mark.parametrize(("text", "place"), [
    ("prochain autobus de Principale à la gare", "gare"), ("autobus à l'hôtel de ville", "hôtel de ville"),
    ("bus at City Hall", "City Hall"), ("prochain autobus au terminus à 14 h demain", "terminus"), ("autobus", None),
])
def test_places(text, place):
    assert place_named(text) == place


@pytest.mark.parametrize(("text", "trip"), [
    ("prochain autobus de Principale à la gare", ("Principale", "gare")),
    ("next bus from Principale to the station", ("Principale", "station")),
    ("horaire de bus du quai vers le moulin à 8h demain?", ("quai", "moulin")), ("prochain bus à la gare", None),
])
def test_trips(text, trip):
    assert trip_named(text) == trip
