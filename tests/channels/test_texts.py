"""The channels' own sentences: both languages, the same values in both."""
import re

import pytest
import yaml

from channels.texts import FILE, text

ALL = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", ALL)
def test_both_languages_say_the_same(key):
    assert set(ALL[key]) == {"fr", "en"}
    values = [sorted(re.findall(r"{(\w+)}", ALL[key][language])) for language in ("fr", "en")]
    assert values[0] == values[1]


def test_another_language_is_served_in_french():
    assert text("you", "es") == text("you", "fr")


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError):
        text("nothing", "fr")
