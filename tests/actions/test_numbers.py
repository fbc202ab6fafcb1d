"""Numbers in words."""
import pytest

from actions.numbers import count, in_words


@pytest.mark.parametrize(("text", "number"), [
    ("deux", 2), ("two bins", 2), ("y en a trois", 3), ("vingt et un", 21), ("twenty-one", 21), ("soixante-dix-sept", 77),
    ("quatre-vingts", 80), ("quatre-vingt-dix-neuf", 99), ("deux cents", 200), ("one hundred and five", 105),
    ("deux mille cinq cents", 2500), ("une douzaine", 12), ("a dozen", 12), ("un", 1), ("juste un", 1), ("aucun", 0),
    ("un bon bout de temps", None), ("beaucoup", None), ("", None), ("un et deux", 1),
])
def test_numbers_in_words(text, number):
    assert in_words(text) == number


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("a", 1), ("une couple", 2), ("quelques", 3), ("vert", None)])
def test_counts(text, number):
    assert count(text) == number
