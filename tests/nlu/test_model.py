"""The trained model as a whole: its figures, its contract, and what hostile input does to it."""
import json

import pytest

from tools.evaluation import baseline
from tools.evaluation.figures import measure, times

HOSTILE = [
    "a" * 100_000, "\n".join(["mon bac est brisé"] * 200), "\x00\x01\x02", "\u202e\u2066", "<script>alert(1)</script>",
    "{{{}}}{name}", '/restart{"a": "b"}', "😀" * 500, "[a](b)", "' OR 1=1 --", "", "   ",
]
FOREIGN = [
    "¿Cuándo recogen la basura en mi calle?", "Necesito un permiso para construir una piscina",
    "el autobus llega tarde hoy",
    "متى يتم جمع القمامة؟", "Mwen bezwen yon pèmi pou mwen bati yon kay", "Quando passa il camion della spazzatura?",
    "垃圾什么时候收", "Wann wird der Müll abgeholt?", "Como posso pagar o imposto da minha casa?",
]
DIALOGUE = {"nlu_fallback", "out_of_scope", "other_city_matter", "switch_language", "emergency"}


@pytest.fixture(scope="module")
def measured(parse):
    return measure(parse)


def test_nothing_is_under_the_baseline(measured):
    assert baseline.lower(measured.figures) == []


def test_a_message_is_parsed_in_time(measured, parse):
    assert times(parse.times)[0] < 10


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_messages_are_parsed(parse, text):
    parsed = parse(text)
    assert len(parsed["text"]) <= 1500 and not parsed["text"].startswith("/")
    assert parsed["intent"]["name"] != "restart"
    assert isinstance(parsed["requests"], list)


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_not_answered(parse, text):
    assert parse(text)["intent"]["name"] in DIALOGUE


def test_parse_data_is_complete_and_small(parse):
    text = "mon bac bleu est brisé au 12 rue des Pins pis quand est-ce que vous passez pour le recyclage?"
    parsed = parse(text)
    assert parsed["text"] == text
    assert parsed["language"]["name"] == "fr"
    assert parsed.get("emergency") is None
    assert len(parsed["intent_ranking"]) == 5
    assert [r["topic"] for r in parsed["requests"]] == ["bin_request", "collection_schedule"]
    assert set(parsed["requests"][0]) == {"text", "topic", "confidence", "ranking", "entities", "decision"}
    assert {"entity", "value", "start", "end"} <= set(parsed["entities"][0])
    assert all("12 rue des Pins" in json.dumps(request["entities"]) for request in parsed["requests"])
    assert len(json.dumps(parsed)) < 4000


def test_a_typed_payload_is_no_command(parse):
    parsed = parse('/delete_data{"a": "b"}')
    assert parsed["intent"]["name"] == "nlu_fallback"
    assert parsed["entities"] == parsed["requests"] == []
