"""Facilities and stops by name or code."""

import pytest
from city_api.ingest.gtfs import import_feed
from city_api.search import places


@pytest.mark.parametrize("query", ["piscine", "Piscine Emile Noel", "emile-noel", "pisine", "Émile Noël Pool", "pool"])
def test_facility(city, query):
    assert places.facilities(query) == ["piscine"]


@pytest.mark.parametrize("query", ["patinoire", "xyz", ""])
def test_no_facility(city, query):
    assert places.facilities(query) == []


@pytest.mark.parametrize(
    ("query", "stop"),
    [
        ("1002", "v:P"),
        ("#1002", "v:P"),
        ("v:P", "v:P"),
        ("des pins", "v:P"),
        ("St-Charles / des Pins", "v:P"),
        ("coin saint charles et pins", "v:P"),
        ("lac vert", "v:L"),
        ("arrêt lac vret", "v:L"),
        ("central station", "v:G"),
    ],
)
@pytest.mark.django_db
def test_stop(feed, query, stop):
    import_feed(feed(), "v")
    assert places.stops(query, 5)[0] == stop


@pytest.mark.django_db
def test_no_stop(feed):
    import_feed(feed(), "v")
    assert places.stops("rue inconnue", 5) == []
