import pytest

from nlu.language_model import LanguageModel, general

FRENCH = ["quand passe le camion", "mon bac est brisé", "la rue est fermée", "je veux payer mes taxes",
          "merci beaucoup"]
ENGLISH = ["when does the truck come", "my bin is broken", "the street is closed", "I want to pay my taxes",
           "thanks a lot"]


@pytest.fixture(scope="module")
def model():
    return LanguageModel().fit((FRENCH + ENGLISH) * 5, (["fr"] * 5 + ["en"] * 5) * 5)


def test_odds_point_to_the_language(model):
    assert model.odds("quand est mon camion", 0.5) < 0 < model.odds("when is my truck", 0.5)


def test_the_other_identifier_counts(model):
    assert model.odds("truck", 0.99) > model.odds("truck", 0.01)


def test_named_streets_are_left_out():
    assert "laurier" not in general("a pothole on rue Laurier")
    assert "maple" not in general("un trou sur Maple street")


def test_strange_words(model):
    assert model.strange("necesito un permiso para mi casa")
    assert not model.strange("quand passe le camion")
    assert not model.strange("¿permiso?")
