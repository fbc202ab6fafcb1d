import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.text_cleaner import MAX_LENGTH, TextCleaner, clean


@pytest.mark.parametrize(("typed", "cleaned"), [
    ('/greet{"a": "b"}', ""),
    ("\u200b/restart", ""),
    ("\u202e/restart", ""),
    ("//restart", ""),
    ("/ la rue est fermée", "la rue est fermée"),
    ("et/ou le bac /restart", "et/ou le bac /restart"),
    ("a\x00b\x1b[31mc", "a b [31mc"),
    ("une\n\n\tligne", "une ligne"),
    ("\u2067texte\u2069", "texte"),
    ("<b>bonjour</b> {name}", "<b>bonjour</b> {name}"),
    ("", ""),
    (None, ""),
    ("   \u200f ", ""),
])
def test_clean(typed, cleaned):
    assert clean(typed) == cleaned


def test_decomposed_accents_are_composed():
    assert clean("e\u0301te\u0301") == "été"


@pytest.mark.parametrize("typed", ["a" * 100_000, "\n".join(["ligne"] * 200_000), "é" * 100_000, "\u200b" * 100_000])
def test_long_messages_are_cut(typed):
    assert len(clean(typed)) <= MAX_LENGTH


def test_component_replaces_the_text():
    message = Message({TEXT: "/restart"})
    TextCleaner({}).process([message])
    assert message.get(TEXT) == ""
    assert TEXT in message.output_properties


def test_the_line_breaks_are_kept_beside_the_text():
    message, other = Message({TEXT: "une ligne\n\n deux\u200b"}), Message({TEXT: "une seule"})
    TextCleaner({}).process([message, other])
    assert message.get(TEXT) == "une ligne deux" and message.get("lines") == "une ligne\n\ndeux"
    assert other.get("lines") is None
