"""Notices in force."""

import pytest

URL = "/city/v1/notices"


def ids(get, **query):
    return [notice["id"] for notice in get(URL, **query)]


def test_in_force_the_gravest_first(get):
    assert ids(get) == ["n-urgent", "n-warning", "n-info"]


def test_those_that_concern_an_address(get):
    assert ids(get, address_id="A1") == ["n-urgent", "n-info"]
    assert ids(get, address_id="A4") == ["n-warning", "n-info"]
    assert ids(get, address_id="A5") == ["n-info"]


def test_by_kind(get):
    assert ids(get, kind="water") == ["n-urgent"]
    assert ids(get, kind="unheard-of") == []


def test_fields(get):
    urgent, warning, info = get(URL, lang="en")
    assert urgent["title"] == "Boil water"
    assert urgent["sectors"] == ["nord"]
    assert urgent["ends_at"]
    assert warning["title"] == "Neige"  # no translation: better French than nothing
    assert info["sectors"] is None
    assert info["ends_at"] is None


def test_unknown_address(problem):
    problem(404, URL, address_id="nope")


@pytest.mark.usefixtures("city")
def test_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get(URL)
