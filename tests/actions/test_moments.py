"""Moments of forms. The moment of the tests is Tuesday 2031-03-04; what happened is in the past."""
from datetime import datetime

import pytest

from actions.moments import parse_moment
from tests.actions.invented_city import NOW, ZONE


@pytest.mark.parametrize(("text", "expected"), [
    ("mardi 11 mars à 14 h 30", (2031, 3, 11, 14, 30)), ("16h", (2031, 3, 4, 16)), ("jeudi", (2031, 3, 6)),
    ("tomorrow at 9 am", (2031, 3, 5, 9)), ("demain soir", (2031, 3, 5, 20)), ("n'importe quand", None), ("", None),
])
def test_moments(text, expected):
    assert parse_moment(text, NOW) == (datetime(*expected, tzinfo=ZONE) if expected else None)


@pytest.mark.parametrize(("text", "expected"), [
    ("hier soir", (2031, 3, 3, 20)), ("ce matin", (2031, 3, 4, 8)), ("Saturday at 8 am", (2031, 3, 1, 8)),
    ("le 20 novembre à 14h", (2030, 11, 20, 14)), ("samedi passé vers 7 h", (2031, 3, 1, 7)), ("hier", (2031, 3, 3)),
    ("23h30", (2031, 3, 3, 23, 30)), ("mardi à 23 h 30", (2031, 2, 25, 23, 30)), ("cette nuit", (2031, 3, 3, 23)),
    ("hier soir vers 8h", (2031, 3, 3, 20)), ("demain à 14 h", (2031, 3, 5, 14)), ("bientôt", None),
])
def test_what_happened_is_in_the_past(text, expected):
    assert parse_moment(text, NOW, past=True) == (datetime(*expected, tzinfo=ZONE) if expected else None)


@pytest.mark.parametrize(("text", "minutes"), [
    ("il y a deux heures", 120), ("20 minutes ago", 20), ("ça fait une heure", 60), ("an hour ago", 60), ("just now", 0),
    ("en ce moment", 0),
])
def test_what_has_just_happened(text, minutes):
    found = parse_moment(text, NOW, past=True)
    assert 60 * minutes <= (NOW - found).total_seconds() < 60 * minutes + 60
