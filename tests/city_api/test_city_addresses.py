"""Addresses and snow over HTTP."""

import pytest
from django.utils import timezone


def test_search(get):
    assert get("/city/v1/addresses", q="145 erables") == [
        {"id": "A1", "label": "145, rue des Érables", "sector": "nord", "latitude": 45.4, "longitude": -71.9}
    ]


def test_an_address_without_sector_or_position(get):
    (row,) = get("/city/v1/addresses", q="9 chemin du lac")
    assert (row["sector"], row["latitude"], row["longitude"]) == (None, None, None)


def test_nothing_and_empty(get):
    assert get("/city/v1/addresses", q="146 erables") == []
    assert get("/city/v1/addresses", q="") == []


def test_limit(get):
    assert len(get("/city/v1/addresses", q="rue des erables", limit="2")) == 2


@pytest.mark.parametrize(
    "query", [{}, {"q": "x" * 201}, {"q": "x", "limit": "0"}, {"q": "x", "limit": "21"}, {"q": "x", "limit": "٣"}]
)
def test_wrong_parameters(problem, query):
    problem(400, "/city/v1/addresses", **query)


def test_snow(get):
    snow = get("/city/v1/addresses/A1/snow")
    assert snow["street"] == "rue des Érables"
    assert (snow["state"], snow["sidewalk"]) == ("in_progress", "planned")
    assert snow["planned_end"] > snow["planned_start"]
    assert timezone.datetime.fromisoformat(snow["updated_at"]).tzinfo


def test_snow_of_a_street_without_operation(get):
    snow = get("/city/v1/addresses/A6/snow")
    assert (snow["state"], snow["sidewalk"], snow["planned_start"]) == ("none", None, None)


@pytest.mark.parametrize("path", ["snow", "collections", "collections.ics"])
@pytest.mark.parametrize("address", ["nope", "x%00", "%2e%2e", "' OR 1=1"])
def test_unknown_address(problem, path, address):
    problem(404, f"/city/v1/addresses/{address}/{path}")
