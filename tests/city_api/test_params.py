"""Reading query parameters."""

from datetime import date

import pytest
from city_api import params
from city_api.problems import Problem
from django.test import RequestFactory


def request(**query):
    return RequestFactory().get("/", query)


@pytest.mark.parametrize(("value", "expected"), [("7", 7), ("20", 20)])
def test_integer(value, expected):
    assert params.integer(request(n=value), "n", 5, 1, 20) == expected


@pytest.mark.parametrize("value", ["", "0", "21", "1.0", "x", "１", "1e1", "9" * 400, "+1", " 1"])
def test_not_an_integer(value):
    with pytest.raises(Problem) as caught:
        params.integer(request(n=value), "n", 5, 1, 20)
    assert caught.value.status == 400


def test_day():
    assert params.day(request(d="2028-02-29"), "d", date(2026, 1, 1)) == date(2028, 2, 29)
    assert params.day(request(), "d", date(2026, 1, 1)) == date(2026, 1, 1)


@pytest.mark.parametrize("value", ["", "2026-02-29", "2026-2-9", "٢٠٢٦-٠١-٠١", "1800-01-01", "2026-01-01Z"])
def test_not_a_day(value):
    with pytest.raises(Problem):
        params.day(request(d=value), "d", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2026-11-23T08:00:00-05:00", "2026-11-23T08:00:00-05:00"),
        ("2026-11-23T08:00:00 05:00", "2026-11-23T08:00:00+05:00"),
        ("2026-11-23T08:00Z", "2026-11-23T08:00:00+00:00"),
        ("2026-11-23T08:00:00", "2026-11-23T08:00:00-05:00"),
        ("2026-11-23t08:00:00.5z", "2026-11-23T08:00:00.500000+00:00"),
    ],
)
def test_moment(value, iso):
    assert params.to_moment(value, "m").isoformat() == iso


@pytest.mark.parametrize("value", ["", "2026-11-23", "T", "2026-11-23T25:00:00Z", "now", "0001-01-01T00:00:00Z"])
def test_not_a_moment(value):
    with pytest.raises(Problem):
        params.to_moment(value, "m")


@pytest.mark.parametrize("value", ["nan", "inf", "1e400", "181", "x", "0x10"])
def test_not_a_number(value):
    with pytest.raises(Problem):
        params.to_number(value, "n", -180, 180)
