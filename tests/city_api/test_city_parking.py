"""The overnight parking ban."""

import pytest

URL = "/city/v1/parking-ban"


def test_a_night_with_a_ban(get):
    ban = get(URL, date="2026-12-01")
    assert ban["banned"] is True
    assert (ban["starts_at"], ban["ends_at"]) == ("2026-12-02T00:00:00-05:00", "2026-12-02T07:00:00-05:00")
    assert ban["decided_at"]
    assert ban["note"] == "Déneigement"
    assert get(URL, date="2026-12-01", lang="en")["note"] == "Snow clearing"


def test_a_night_without_a_ban(get):
    ban = get(URL, date="2026-12-02")
    assert (ban["banned"], ban["starts_at"], ban["note"]) == (False, None, None)


@pytest.mark.parametrize("day", ["2026-12-03", "2026-12-04", "2026-11-15", "2027-04-01"])
def test_not_decided_in_the_season(get, day):
    ban = get(URL, date=day)
    assert ban["banned"] is None
    assert ban["starts_at"]
    assert ban["decided_at"] is None


@pytest.mark.parametrize("day", ["2026-07-01", "2026-11-14", "2027-04-02"])
def test_never_out_of_season(get, day):
    assert get(URL, date=day)["banned"] is False


def test_says_until_when_to_wait(get, clock_at):
    clock_at("2026-12-04T12:00:00-05:00")
    assert "17:00" in get(URL, date="2026-12-04")["note"]
    clock_at("2026-12-04T18:00:00-05:00")
    assert get(URL, date="2026-12-04")["note"] is None


def test_today_by_default_in_the_city_not_in_utc(get, clock_at):
    clock_at("2026-12-02T03:00:00+00:00")
    assert get(URL)["date"] == "2026-12-01"


def test_the_night_of_the_change_of_clock(get):
    from city_api.models import ParkingNight

    ParkingNight.objects.create(date="2027-03-13", banned=True)
    ban = get(URL, date="2027-03-13")
    assert (ban["starts_at"], ban["ends_at"]) == ("2027-03-14T00:00:00-05:00", "2027-03-14T07:00:00-04:00")


def test_a_city_without_a_ban(client, db):
    assert client.get(URL).json()["banned"] is False


@pytest.mark.parametrize("day", ["x", "2026-1-1", "1899-01-01", "2026-12-01T00:00"])
def test_wrong_day(problem, day):
    problem(400, URL, date=day)
