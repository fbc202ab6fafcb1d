"""Stops by name, code or nearness."""

import pytest
from city_api.ingest.gtfs import import_feed

URL = "/city/v1/transit/stops"


@pytest.fixture(autouse=True)
def _feed(feed, db):
    import_feed(feed(), "v")


def test_by_name(get):
    assert get(URL, q="lac vert") == [
        {"id": "v:L", "code": "1003", "name": "Lac Vert", "latitude": 45.42, "longitude": -71.92}
    ]


def test_by_code_and_in_english(get):
    assert get(URL, q="1002")[0]["id"] == "v:P"
    assert get(URL, q="central station", lang="en")[0]["name"] == "Central Station"


def test_nearest_first(get):
    rows = get(URL, lat="45.4001", lon="-71.9001")
    assert [row["id"] for row in rows] == ["v:G1", "v:G"]


def test_farther_when_nothing_is_near(get):
    assert [row["id"] for row in get(URL, lat="45.43", lon="-71.93")] == ["v:L", "v:P", "v:G1", "v:G"]
    assert get(URL, lat="0", lon="0") == []
    assert get(URL, lat="90", lon="180") == []


def test_nothing(get):
    assert get(URL, q="zzzzz") == []


@pytest.mark.parametrize(
    "query",
    [{}, {"q": ""}, {"lat": "45"}, {"lat": "x", "lon": "1"}, {"lat": "nan", "lon": "1"}, {"lat": "91", "lon": "0"}],
)
def test_wrong_parameters(problem, query):
    problem(400, URL, **query)
