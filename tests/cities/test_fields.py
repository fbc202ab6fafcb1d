"""What a profile's values may look like."""

import pytest

from cities.fields import TOPICS_FILE, frozen, is_placeholder, read_yaml, topic_kinds


@pytest.mark.parametrize("text", ["[à compléter]", "[À compléter]", " [à compléter : téléphone] ", "[to be completed]"])
def test_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("value", ["", "à compléter", "Service [à compléter] demain", None, 12, ["à compléter"]])
def test_what_is_no_placeholder(value):
    assert not is_placeholder(value)


def test_off_and_hours_stay_texts(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("off: [snow_rules]\nmon: 08:00\nanswer: no\n", encoding="utf-8")
    assert read_yaml(file) == {"off": ["snow_rules"], "mon": "08:00", "answer": "no"}


def test_topics_are_those_of_the_contract():
    kinds = topic_kinds()
    assert TOPICS_FILE.name == "topics.yml"
    assert kinds["report_pothole"] == "ticket"
    assert sum(kind == "ticket" for kind in kinds.values()) == 14


def test_frozen_goes_all_the_way_down():
    value = frozen({"a": [{"b": "[à compléter]"}]})
    assert value["a"][0]["b"] is None
    with pytest.raises(TypeError):
        value["a"][0]["b"] = 1
