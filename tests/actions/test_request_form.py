"""Which question comes next, and what an answer gives."""
import pytest

from actions import request_form as form
from actions.phrases import label
from actions.turn import Turn
from tests.actions.invented_city import attribute, values
from tests.actions.test_turn import made

FULL = {"topic": "report_pothole", "code": "TROU", "description": "trou", "place": {"label": "ici"}, "attributes": [],
        "values": {}, "contact": {}}


@pytest.mark.parametrize(("data", "question"), [
    ({"description": None}, "description"), ({"description": ""}, "description"), ({"place": None}, "place"),
    ({}, None),
    ({"place": None, "topic": "file_complaint"}, None), ({"contact": None}, "contact"),
    ({"attributes": [attribute("A", "string"), attribute("B", "string")], "values": {"A": ""}}, "attribute:B"),
    ({"attributes": [attribute("A", "string", variable=False)]}, None),
])
def test_next_question(data, question):
    assert form.next_question({**FULL, **data}) == question


@pytest.mark.parametrize(("text", "contact"), [
    ("lou@example.org", {"email": "lou@example.org"}), ("418 555-0133", {"phone": "418 555-0133"}),
    ("appelez au (418) 555.0133 svp", {"phone": "(418) 555.0133"}), ("+1 418 555 0133", {"phone": "+1 418 555 0133"}),
    ("4185550133 ou a.b+c@d-e.qc.ca.", {"email": "a.b+c@d-e.qc.ca", "phone": "4185550133"}),
    ("555-0133", None), ("lou@", None), ("", None), ("le 310 rue des Aulnes", None), ("non", None), ("a@b", None),
])
def test_contact(text, contact):
    assert form.contact_of(text) == contact


@pytest.mark.parametrize(("text", "told"), [("trou", False), ("un gros trou ici", True), ("", False),
    ("a b c", False)])
def test_an_opening_message_tells_enough_or_not(text, told):
    assert bool(form.description_of(text)) is told


def test_a_description_is_bounded():
    assert len(form.description_of("mot " * 5000)) == form.MAX_DESCRIPTION


def test_a_message_takes_other_and_skips_what_is_optional():
    data = {**FULL, "values": {}, "attributes": [
        attribute("A", "singlevaluelist", values=values("Rouge", "Autre chose")), attribute("B", "string",
            required=False),
        attribute("C", "multivaluelist", values=values("Other")), attribute("D", "string"),
    ]}
    form.fill_message(data)
    assert data["values"] == {"A": "k1", "B": "", "C": ["k0"]}


@pytest.mark.parametrize(("place", "fields"), [
    ({"id": "c", "label": "L", "latitude": 1.0, "longitude": None}, {"address_id": "c", "address_string": "L",
    "lat": 1.0}),
    ({"label": "au coin du pont"}, {"address_string": "au coin du pont"}),
    ({"latitude": 0.0, "longitude": 0.0}, {"lat": 0.0, "long": 0.0}),
    (None, {"address_string": "9, place du Quai"}),
])
def test_the_open311_form(place, fields):
    turn: Turn = made()[0]
    data = {**FULL, "place": place, "values": {"A": "k", "B": "", "C": ["x"]}, "contact": {"phone": "1"}}
    assert form.open311_form(turn, data) == {
        "service_code": "TROU", "jurisdiction_id": "saintclovis.example", "description": "trou", "phone": "1",
        "attribute[A]": "k", "attribute[C]": ["x"], **fields,
    }


def test_a_city_without_jurisdiction_sends_none(profile_file):
    profile_file(open311__jurisdiction_id="[à compléter]")
    assert "jurisdiction_id" not in form.open311_form(made()[0], FULL)


@pytest.mark.parametrize(("topic", "description"), [
    ("report_litter", f"{label('report_litter', 'fr')}. trou"), ("report_other", "trou"), ("report_pothole", "trou"),
    ("talk_to_human", "trou"),
])
def test_the_catch_all_service_is_told_what_it_is_about(topic, description):
    turn = made(language="en")[0]
    assert form.open311_form(turn, {**FULL, "topic": topic, "code": "AUTRE"})["description"] == description
