from nlu.entity_patterns import find
from nlu.entity_tagger import merge


def _merged(text, learned=(), topic=""):
    return [(e["entity"], e["value"]) for e in merge(text, list(learned), find(text), topic)]


def test_a_fixed_form_wins_over_the_tagger():
    learned = [{"entity": "route", "value": "2026-004512", "start": 8, "end": 19}]
    assert _merged("demande 2026-004512", learned) == [("request_number", "2026-004512")]


def test_streams_and_projects_get_their_value():
    learned = [{"entity": "permit_type", "value": "un gros cabanon", "start": 0, "end": 15}]
    assert _merged("un gros cabanon", learned) == [("permit_type", "shed")]
    assert _merged("mes vidanges") == [("stream", "garbage")]


def test_an_unknown_project_is_other():
    learned = [{"entity": "permit_type", "value": "fusée", "start": 0, "end": 5}]
    assert _merged("fusée", learned) == [("permit_type", "other")]


def test_facilities_only_where_the_topic_is_about_them():
    assert _merged("la piscine est ouverte", topic="recreation_schedule") == [("facility", "piscine")]
    assert _merged("la piscine est ouverte", topic="report_other") == []


def test_a_bare_object_is_the_item():
    assert _merged("vieux bbq rouillé", topic="item_disposal") == [("item", "vieux bbq rouillé")]


def test_the_text_itself_is_kept():
    text = "mes vidanges"
    found = merge(text, [], find(text))[0]
    assert found["text"] == text[found["start"]:found["end"]] == "vidanges"
