"""When an appointment would suit."""
from datetime import date, datetime

import pytest

from actions.wishes import wish

NOW = datetime(2031, 3, 4, 10)   # a Tuesday


@pytest.mark.parametrize(("text", "first", "last"), [
    ("la semaine prochaine", (3, 10), (3, 16)), ("next week", (3, 10), (3, 16)), ("cette semaine", (3, 4), (3, 9)),
    ("dans deux semaines", (3, 17), (3, 23)), ("la semaine du 18 mars", (3, 17), (3, 23)),
    ("lundi de la semaine prochaine", (3, 10), None), ("jeudi", (3, 6), None), ("demain", (3, 5), None),
    ("le mois prochain", (4, 1), (4, 30)), ("en avril", (4, 1), (4, 30)), ("in March", (3, 4), (3, 31)),
])
def test_days(text, first, last):
    found = wish(text, NOW)
    assert (found.first, found.last) == (date(2031, *first), last and date(2031, *last))


@pytest.mark.parametrize(("text", "hours"), [("le matin", [9]), ("l'après-midi", [14]), ("in the evening", [18]),
                                             ("à 14 h", [14]), ("mercredi", [9, 14, 18])])
def test_hours(text, hours):
    found = wish(text, NOW)
    assert [hour for hour in (9, 14, 18) if found.fits(datetime(2031, 3, 5, hour))] == hours


@pytest.mark.parametrize("text", ["", "peu importe", "hmm", "oui", "may I come", "le sujet"])
def test_none(text):
    assert wish(text, NOW) is None
