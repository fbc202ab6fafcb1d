"""Two problems at two addresses."""
import pytest

from nlu.two_places import by_place

TEXT = "un lampadaire au 12 rue X Nord, et aussi un trou au 88 rue Lac"
CUT = TEXT.index("un trou")
FIRST = {"entity": "address", "value": "12 rue X Nord", "start": 17}
SECOND = {"entity": "address", "value": "88 rue Lac", "start": TEXT.index("88")}


def _spans(first, second, confidence=0.6):
    return [(start, end, [{"name": name, "confidence": confidence}])
            for start, end, name in ((0, len(TEXT), second), (0, CUT, first), (CUT, len(TEXT), second))]


def test_each_part_keeps_its_own_place():
    parts = by_place(TEXT, _spans("report_streetlight", "report_pothole"), [FIRST, SECOND])
    assert [(part[0], part[1]) for part in parts] == [(0, CUT), (CUT, len(TEXT))]


def test_two_reports_of_one_kind_are_two():
    assert len(by_place(TEXT, _spans("report_pothole", "report_pothole"), [FIRST, SECOND])) == 2


@pytest.mark.parametrize(("spans", "entities"), [
    (_spans("report_streetlight", "report_pothole"), [FIRST]),
    (_spans("report_streetlight", "report_pothole"), [FIRST, {**SECOND, "value": "12 rue x nord"}]),
    (_spans("report_streetlight", "report_pothole"), [FIRST, {**SECOND, "value": "88"}]),
    (_spans("report_streetlight", "inform"), [FIRST, SECOND]),
    (_spans("report_streetlight", "deny"), [FIRST, SECOND]),
    (_spans("report_streetlight", "report_pothole", 0.3), [FIRST, SECOND]),
    (_spans("collection_schedule", "collection_schedule"), [FIRST, SECOND]),
])
def test_anything_else_is_left_to_the_partition(spans, entities):
    assert by_place(TEXT, spans, entities) == []
