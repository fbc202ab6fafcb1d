"""The comparable form of words."""

import pytest
from city_api.search.text import fold, ordinal, stem, tokens


@pytest.mark.parametrize(
    ("text", "folded"), [("Érables", "erables"), ("CŒUR", "coeur"), ("l’Île", "l'ile"), ("straße", "strasse")]
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("token", "same"), [("2e", "#2"), ("2nd", "#2"), ("deuxieme", "#2"), ("1re", "#1"), ("2", "2"), ("2b", "2b")]
)
def test_ordinal(token, same):
    assert ordinal(token) == same


@pytest.mark.parametrize(
    ("one", "many"), [("erable", "erables"), ("journal", "journaux"), ("chateau", "chateaux"), ("battery", "batteries")]
)
def test_plurals_are_one_word(one, many):
    assert stem(one) == stem(many)


def test_short_words_and_numbers_stay():
    assert [stem(word) for word in ("bus", "145s", "os")] == ["bus", "145s", "os"]


def test_tokens_keep_a_range_whole():
    assert tokens("145-147, rue x") == ["145-147", "rue", "x"]
