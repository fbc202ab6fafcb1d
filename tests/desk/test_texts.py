"""What the desk says exists in both languages, without a hole."""

import re

import pytest
from desk import texts

from tests.support.assistant import ROOT

NAMED = sorted(
    {
        name
        for file in (ROOT / "web/desk").rglob("*.py")
        for name in re.findall(r'"(utter_desk_\w+)"', file.read_text(encoding="utf-8"))
    }
)
VALUES = {"agent": "Camille", "position": 2, "number": "26-00001", "delay": "demain"}


@pytest.mark.parametrize("name", NAMED)
def test_both_languages_are_said_whole(name):
    french, english = texts.reply(name, "fr", **VALUES), texts.reply(name, "en", **VALUES)
    assert french and english and french != english
    assert "{" not in french + english
    assert len(french) <= 1900


def test_the_names_are_those_of_the_code():
    assert len(NAMED) >= 7


def test_an_answer_that_a_topic_does_not_have_is_none():
    assert texts.approved_answer("talk_to_human", "fr") is None or "{" not in texts.approved_answer(
        "talk_to_human", "fr"
    )
    assert texts.approved_answer("no_such_topic", "fr") is None


@pytest.mark.parametrize("topic", ["tax_due_dates", "snow_rules", "parking_rules"])
def test_approved_answers_are_filled_in_both_languages(topic):
    french, english = texts.approved_answer(topic, "fr"), texts.approved_answer(topic, "en")
    assert french and english and french != english and "{" not in french + english


def test_an_edited_file_is_read_again(tmp_path, monkeypatch):
    import os

    file = tmp_path / "handoff.yml"
    file.write_text("responses: {utter_x: [{text: avant}]}", encoding="utf-8")
    monkeypatch.setattr(texts, "DIALOGUE", tmp_path)
    assert texts.reply("utter_x", "fr") == "avant"
    file.write_text("responses: {utter_x: [{text: après}]}", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert texts.reply("utter_x", "fr") == "après"
