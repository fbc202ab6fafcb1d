"""Hours as people write them, in both languages."""
from datetime import time
from time import monotonic as time_now
from types import NoneType

import pytest

from actions.hours import parse_time, part_of_day

TIMES = [
    ("14h30", (14, 30)), ("à 14 h 30", (14, 30)), ("14 h", (14, 0)), ("14 heures", (14, 0)), ("8:05", (8, 5)),
    ("2:30 pm", (14, 30)), ("2 p.m.", (14, 0)), ("7am", (7, 0)), ("12 am", (0, 0)), ("12 pm", (12, 0)),

    ("midi", (12, 0)),     ("noon", (12, 0)), ("minuit", (0, 0)), ("cet après-midi à 15 h", (15, 0)),
    ("2h de l'après-midi", (14, 0)),
    ("apres midi", None), ("après-midi", None), ("3 hommes", None), ("24h00", None), ("9:75", None), ("312", None),
    ("", None), ("le 24", None), ("0h15", (0, 15)), ("à 7 heures du matin", (7, 0)), ("7 h du soir", (19, 0)),
    ("hier soir vers 8h", (20, 0)), ("last night around 11", (23, 0)), ("yesterday afternoon at 2", (14, 0)),
    ("samedi matin 8 h", (8, 0)), ("la nuit vers 2 h", (2, 0)), ("8 o'clock", (8, 0)), ("at 8", None),
    ("rue 8 puis 9h", (9, 0)), ("7 in the evening at 7pm", (19, 0)),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(text, expected):
    assert parse_time(text) == (time(*expected) if expected else None)


@pytest.mark.parametrize(("text", "hour"), [
    ("hier soir", 20), ("en soirée", 20), ("ce matin", 8), ("this morning", 8), ("en avant-midi", 10), ("cet après-midi", 15),
    ("last night", 23), ("cette nuit", 23), ("hier midi", 12), ("hier", None), ("mon bac brun", None),
])
def test_parts_of_a_day(text, hour):
    assert part_of_day(text) == (None if hour is None else time(hour))


@pytest.mark.parametrize("unit", ["9", "1 ", "h:", "at 2 ", "\u00b2h", "\u0661\u0664h ", "soir a 8 "])
def test_hostile_text_is_read_quickly_and_safely(unit):
    started = time_now()
    found = parse_time(unit * 20_000)
    assert time_now() - started < 1
    assert isinstance(found, (time, NoneType))
