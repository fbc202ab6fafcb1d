"""Transfer duty and permits."""

from decimal import Decimal

import pytest
from city_api.city.rules import plain


def test_brackets_of_the_year_of_the_day(get):
    assert get("/city/v1/transfer-duty", date="2026-03-01") == {
        "year": 2026,
        "brackets": [
            {"above": "0", "rate": "0.5"},
            {"above": "62900", "rate": "1"},
            {"above": "315000.5", "rate": "1.5"},
        ],
    }


def test_a_year_that_is_not_known_is_not_guessed(problem):
    assert problem(404, "/city/v1/transfer-duty", date="2031-01-01")["detail"]


def test_wrong_day(problem):
    problem(400, "/city/v1/transfer-duty", date="2026")


@pytest.mark.parametrize(("value", "text"), [("0", "0"), ("100", "100"), ("1E+5", "100000"), ("0.500", "0.5")])
def test_plain_decimals(value, text):
    assert plain(Decimal(value)) == text


def test_permit(get):
    assert get("/city/v1/permits/pool") == {
        "permit_type": "pool",
        "name": "Piscine",
        "required": True,
        "fee": "75.5",
        "processing_days": 15,
        "documents": ["Plan", "Formulaire"],
        "rules": ["1,5 m des limites"],
        "bylaw": "R-12",
        "form_url": "https://valmont.example/piscine",
    }
    assert get("/city/v1/permits/pool", lang="en")["documents"] == ["Plan", "Form"]


def test_no_permit_needed(get):
    permit = get("/city/v1/permits/landscaping")
    assert (permit["required"], permit["fee"], permit["processing_days"]) == (False, None, None)
    assert (permit["documents"], permit["bylaw"], permit["form_url"]) == ([], None, None)


@pytest.mark.parametrize("kind", ["shed", "fence", "POOL", "x%00"])
def test_not_regulated(problem, kind):
    problem(404, f"/city/v1/permits/{kind}")
