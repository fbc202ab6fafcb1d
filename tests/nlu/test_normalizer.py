import pytest

from nlu.normalizer import normalize

KNOWN = frozenset(["ecole", "veux", "eau", "rue"])


@pytest.mark.parametrize(("typed", "usual"), [
    ("pk vs passez pas", "pourquoi vous passez pas"),
    ("chu tanné", "je suis tanne"),
    ("ya un trou", "il y a un trou"),
    ("Y a-t-il un trou?", "il y a un trou ?"),
    ("yatu un trou", "il y a un trou"),
    ("est-ce qu'on peut", "est ce que on peut"),
    ("esk on peut", "est ce que on peut"),
    ("l'eau dla ville", "l eau de la ville"),
    ("heyyyyy!!", "heyy ! !"),
    ("éco-centre", "ecocentre"),
    ("à soir", "ce soir"),
    ("tmrw thx", "tomorrow thanks"),
])
def test_usual_spelling(typed, usual):
    assert normalize(typed) == usual


@pytest.mark.parametrize(("typed", "usual"), [
    ("lecole", "l ecole"),
    ("jveux", "je veux"),
    ("deau", "d eau"),
    ("dorue", "dorue"),
    ("rue", "rue"),
])
def test_elisions_are_cut_only_before_a_known_word(typed, usual):
    assert normalize(typed, KNOWN) == usual


def test_a_word_that_exists_is_never_cut():
    assert normalize("deau", KNOWN | {"deau"}) == "deau"


def test_nothing_to_read():
    assert normalize("… 😀") == ""
