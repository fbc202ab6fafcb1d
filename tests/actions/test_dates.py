"""Days and hours as people write them, in both languages. 2031-03-04 is a Tuesday."""
from datetime import date, datetime, time
from time import monotonic as time_now
from types import NoneType

import pytest

from actions.dates import parse_day, parse_moment, parse_time
from tests.actions.invented_city import NOW, TODAY, ZONE

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


TIMES = [
    ("14h30", (14, 30)), ("à 14 h 30", (14, 30)), ("14 h", (14, 0)), ("14 heures", (14, 0)), ("8:05", (8, 5)),
    ("2:30 pm", (14, 30)), ("2 p.m.", (14, 0)), ("7am", (7, 0)), ("12 am", (0, 0)), ("12 pm", (12, 0)),

    ("midi", (12, 0)),     ("noon", (12, 0)), ("minuit", (0, 0)), ("cet après-midi à 15 h", (15, 0)),
    ("2h de l'après-midi", (14, 0)),
    ("apres midi", None), ("après-midi", None), ("3 hommes", None), ("24h00", None), ("9:75", None), ("312", None),
    ("", None), ("le 24", None), ("0h15", (0, 15)), ("à 7 heures du matin", (7, 0)), ("7 h du soir", (19, 0)),
    ("rue 8 puis 9h", (9, 0)), ("7 in the evening at 7pm", (19, 0)),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(text, expected):
    assert parse_time(text) == (time(*expected) if expected else None)


@pytest.mark.parametrize(("text", "expected"), [
    ("mardi 11 mars à 14 h 30", datetime(2031, 3, 11, 14, 30, tzinfo=ZONE)),
    ("16h", datetime(2031, 3, 4, 16, tzinfo=ZONE)),
    ("jeudi", datetime(2031, 3, 6, 12, tzinfo=ZONE)), ("tomorrow at 9 am", datetime(2031, 3, 5, 9, tzinfo=ZONE)),
    ("n'importe quand", None), ("", None),
])
def test_moments(text, expected):
    assert parse_moment(text, NOW) == expected


@pytest.mark.parametrize("unit", ["9", "1 ", "mars ", "h:", "dans 2 ", "\u0664 mars ", "\u00b2h", "\u0661\u0664h "])
def test_hostile_text_is_read_quickly_and_safely(unit):
    started = time_now()
    found = parse_day(unit * 20_000, TODAY), parse_time(unit * 20_000)
    assert time_now() - started < 1
    assert isinstance(found[0], (date, NoneType)) and isinstance(found[1], (time, NoneType))
