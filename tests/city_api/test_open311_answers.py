"""Attributes of a request, checked against the service definition."""

import pytest
from city_api.models import Service, ServiceRequest
from city_api.open311.answers import read_answers
from city_api.open311.errors import Open311Error
from django.http import QueryDict

pytestmark = pytest.mark.usefixtures("city")


def read(**answers):
    form = QueryDict(mutable=True)
    for code, values in answers.items():
        form.setlist(code, values)
    return read_answers(Service.objects.get(pk="V-1"), form)


def test_both_spellings_of_a_list():
    expected = {"depth": ["big"], "lanes": ["left", "right"]}
    assert read(**{"attribute[depth]": ["big"], "attribute[lanes][]": ["left", "right"]}) == expected
    assert read(**{"attribute[depth]": ["big"], "attribute[lanes]": ["left", "right"]}) == expected


GOOD = [
    ("width", "12"),
    ("width", "1,5"),
    ("since", "2026-11-20"),
    ("since", "2026-11-20T08:00:00-05:00"),
    ("corner", "Pins"),
]


@pytest.mark.parametrize(("code", "value"), GOOD)
def test_good_answers(code, value):
    assert read(**{"attribute[depth]": ["small"], f"attribute[{code}]": [value]})[code] == [value]


BAD = [
    {},
    {"attribute[depth]": [""]},
    {"attribute[depth]": ["huge"]},
    {"attribute[depth]": ["small", "big"]},
    {"attribute[depth]": ["small"], "attribute[lanes]": ["up"]},
    {"attribute[depth]": ["small"], "attribute[width]": ["wide"]},
    {"attribute[depth]": ["small"], "attribute[width]": ["nan"]},
    {"attribute[depth]": ["small"], "attribute[since]": ["hier"]},
    {"attribute[depth]": ["small"], "attribute[corner]": ["two\nlines"]},
    {"attribute[depth]": ["small"], "attribute[corner]": ["nul\0"]},
]


@pytest.mark.parametrize("answers", BAD)
def test_bad_answers(answers):
    with pytest.raises(Open311Error) as caught:
        read(**answers)
    assert caught.value.status == 400


def test_each_wrong_answer_is_named():
    with pytest.raises(Open311Error) as caught:
        read(**{"attribute[width]": ["x"]})
    assert len(caught.value.descriptions) == 2


def test_unknown_codes_and_mere_notices_are_left_aside():
    assert read(**{"attribute[depth]": ["big"], "attribute[ghost]": ["x"], "attribute[advice]": ["x"]}) == {
        "depth": ["big"]
    }


def test_answers_are_kept_with_the_request(post):
    post(service_code="V-1", **{"attribute[depth]": "big", "attribute[lanes][]": ["left", "right"]})
    assert ServiceRequest.objects.latest("pk").attributes == {"depth": ["big"], "lanes": ["left", "right"]}
