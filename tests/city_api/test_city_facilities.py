"""Facilities and their hours."""

import pytest

URL = "/city/v1/facilities"


def hours(get, day, **query):
    rows = get(f"{URL}/piscine/hours", date=day, **query)
    return [(row["date"], row["opens"], row["closes"], row["activity"], row["audience"]) for row in rows]


def test_list(get):
    assert [row["id"] for row in get(URL)] == ["biblio", "piscine"]
    assert get(URL, kind="pool") == [
        {"id": "piscine", "name": "Piscine Émile-Noël", "kind": "pool", "address": "4, rue du Parc"}
    ]
    assert get(URL, kind="rink") == []
    assert [row["id"] for row in get(URL, q="bibliotheque")] == ["biblio"]
    assert get(URL, q="bibliotheque", kind="pool") == []
    assert get(URL, q="x" * 200) == []


def test_english_name(get):
    assert get(URL, kind="pool", lang="en")[0]["name"] == "Émile Noël Pool"


def test_a_week_with_a_closure_and_special_hours(get):
    assert hours(get, "2026-11-23") == [
        ("2026-11-23", "09:00", "10:00", "Aquaforme", None),
        ("2026-11-23", "12:00", "13:00", "Bain libre", "Adultes"),
        ("2026-11-24", "12:00", "13:00", "Bain libre", "Adultes"),
        ("2026-11-26", "18:00", "19:00", "Bain libre", None),
        ("2026-11-27", "12:00", "13:00", "Bain libre", "Adultes"),
    ]


def test_seasons_wrap_around_new_year(get):
    assert ("2027-01-04", "09:00", "10:00", "Aquaforme", None) in hours(get, "2027-01-04")
    assert not [row for row in hours(get, "2027-06-07") if row[3] == "Aquaforme"]


def test_english(get):
    assert ("2026-11-24", "12:00", "13:00", "Free swim", "Adults") in hours(get, "2026-11-24", lang="en")


def test_no_hours_known(get):
    assert get(f"{URL}/biblio/hours") == []


def test_unknown(problem):
    problem(404, f"{URL}/nope/hours")


@pytest.mark.parametrize("day", ["9999-12-31", "lundi", "2026-11-31"])
def test_wrong_day(problem, day):
    problem(400, f"{URL}/piscine/hours", date=day)
