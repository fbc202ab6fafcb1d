"""Days as people write them, in both languages. 2031-03-04 is a Tuesday."""
from datetime import date
from time import monotonic as time_now
from types import NoneType

import pytest

from actions.dates import parse_day
from tests.actions.invented_city import TODAY

DAYS = [
    ("aujourd'hui", (3, 4)), ("Aujourd’hui?", (3, 4)), ("ce soir", (3, 4)), ("cette nuit", (3, 4)), ("à soir",
    (3, 4)),
    ("today", (3, 4)), ("tonight please", (3, 4)), ("demain", (3, 5)), ("demain soir", (3, 5)), ("demin matin", None),
    ("tomorrow morning", (3, 5)), ("tmrw", (3, 5)), ("après-demain", (3, 6)), ("apres demain", (3, 6)),
    ("the day after tomorrow", (3, 6)), ("hier", (3, 3)), ("avant-hier", (3, 2)), ("yesterday", (3, 3)),
    ("mardi", (3, 4)), ("lundi", (3, 10)), ("lundi soir", (3, 10)), ("vendredi soir à 18 h", (3, 7)),
    ("vendredi ce soir-là", (3, 7)), ("Thursday night", (3, 6)), ("on saturday", (3, 8)), ("DIMANCHE", (3, 9)),
    ("monday's pickup", (3, 10)), ("le 24 mars", (3, 24)), ("24 mars en soirée", (3, 24)), ("1er avril", (4, 1)),
    ("le premier avril", (4, 1)), ("15 déc.", (12, 15)), ("March 24", (3, 24)), ("march 24th", (3, 24)),
    ("03/24/2031", (3, 24)), ("03/04/2031", None), ("05/05/2031", (5, 5)),
    ("the 24th of March", (3, 24)), ("March the 24th", (3, 24)), ("Dec. 15", (12, 15)), ("3 août", (8, 3)),
    ("2031-03-24", (3, 24)), ("le 24 mars 2031", (3, 24)), ("March 24, 2031", (3, 24)), ("24/03/2031", (3, 24)),
    ("dans 3 jours", (3, 7)), ("in 3 days", (3, 7)), ("dans deux semaines", (3, 18)), ("in a week", (3, 11)),
    ("la semaine du 24 mars", (3, 24)), ("mercredi le 12 mars", (3, 12)),
    ("31 février", None), ("2031-13-40", None), ("mon bac brun", None), ("sun", None), ("le 312", None),
    ("it may rain", None), ("", None), ("la neige fondra", None), ("99 mars", None), ("snow", None),
    ("au 145 rue mars", None), ("12 marches", None),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days(text, expected):
    assert parse_day(text, TODAY) == (date(2031, *expected) if expected else None)


@pytest.mark.parametrize(("text", "expected"), [
    ("le 3 mars", date(2032, 3, 3)), ("January 15", date(2032, 1, 15)), ("4 mars", date(2031, 3, 4)),
    ("3 mars 2031", date(2031, 3, 3)), ("29 février", date(2032, 2, 29)), ("29 février 2031", None),
])
def test_a_day_without_a_year_is_the_next_to_come(text, expected):
    assert parse_day(text, TODAY) == expected


def test_the_year_turns():
    assert parse_day("vendredi", date(2031, 12, 31)) == date(2032, 1, 2)
    assert parse_day("demain", date(2031, 12, 31)) == date(2032, 1, 1)
    assert parse_day("2 janvier", date(2031, 12, 31)) == date(2032, 1, 2)


PAST = [
    ("lundi", (2031, 3, 3)), ("mardi", (2031, 3, 4)), ("samedi soir", (2031, 3, 1)), ("Saturday", (2031, 3, 1)),
    ("vendredi passé", (2031, 2, 28)), ("vendredi prochain", (2031, 3, 7)), ("next Friday", (2031, 3, 7)),
    ("le 20 novembre", (2030, 11, 20)), ("November 20", (2030, 11, 20)), ("le 3 mars", (2031, 3, 3)),
    ("mercredi 12 mars", (2031, 3, 12)), ("le 20 novembre 2029", (2029, 11, 20)), ("29 février", (2028, 2, 29)),
    ("il y a trois jours", (2031, 3, 1)), ("three days ago", (2031, 3, 1)), ("a week ago", (2031, 2, 25)),
    ("depuis deux jours", (2031, 3, 2)), ("ça fait 2 semaines", (2031, 2, 18)), ("for ten days", (2031, 2, 22)),
    ("y a une couple de jours", (2031, 3, 2)), ("la semaine passée", (2031, 2, 25)), ("last week", (2031, 2, 25)),
    ("la fin de semaine passée", (2031, 3, 1)), ("last weekend", (2031, 3, 1)), ("il y a un mois", (2031, 2, 2)),
    ("le 20", (2031, 2, 20)), ("on the 2nd", (2031, 3, 2)), ("le 31", (2031, 1, 31)), ("last night", (2031, 3, 3)),
    ("the day before yesterday", (2031, 3, 2)), ("demain", (2031, 3, 5)), ("je sais pas", None), ("le 312", None),
]


@pytest.mark.parametrize(("text", "expected"), PAST)
def test_what_happened_is_in_the_past(text, expected):
    assert parse_day(text, TODAY, past=True) == (date(*expected) if expected else None)


@pytest.mark.parametrize("text", ["ça fait 2 semaines", "il y a trois jours", "le 20", "la semaine passée"])
def test_a_question_about_what_comes_takes_no_day_gone_by(text):
    assert parse_day(text, TODAY) is None


@pytest.mark.parametrize("unit", ["9", "1 ", "mars ", "dans 2 ", "il y a ", "un ", "depuis vingt et ", "\u0664 mars "])
def test_hostile_text_is_read_quickly_and_safely(unit):
    started = time_now()
    found = parse_day(unit * 20_000, TODAY, past=True)
    assert time_now() - started < 1
    assert isinstance(found, (date, NoneType))
