"""Typing errors that are forgiven, and those that are not."""

import pytest
from city_api.search.vocabulary import Vocabulary, allowed_edits


@pytest.fixture
def vocabulary():
    return Vocabulary([["erable"], ["arable"], ["pin"], ["pie"], ["132"], ["saint", "charle"], ["saint", "luc"]])


@pytest.mark.parametrize(("word", "edits"), [("pin", 0), ("132", 0), ("pins", 1), ("erable", 1), ("erables", 2)])
def test_edits_grow_with_the_word(word, edits):
    assert allowed_edits(word) == edits


def test_an_exact_word_is_surest(vocabulary):
    matches = vocabulary.matches("erable")
    assert matches["erable"] == 1
    assert 0 < matches["arable"] < 1


def test_short_words_and_numbers_take_no_error(vocabulary):
    assert vocabulary.matches("pim") == {}
    assert vocabulary.matches("133") == {}


def test_the_beginning_of_a_word_is_enough(vocabulary):
    assert "charle" in vocabulary.matches("char")


def test_rare_words_weigh_more(vocabulary):
    assert vocabulary.weight("charle") > vocabulary.weight("saint")
