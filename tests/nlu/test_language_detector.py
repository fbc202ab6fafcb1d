import pytest

from nlu.language_detector import LanguageDetector, general_english, third_language
from nlu.language_model import LanguageModel


@pytest.fixture(scope="module")
def detector():
    model = LanguageModel().fit(["quand passe le camion", "when does the truck come"] * 9, ["fr", "en"] * 9)
    return LanguageDetector(None, None, model)


def test_py3langid_is_restricted_to_our_languages():
    assert general_english("I would like to know when the library opens") > 0.9
    assert general_english("je voudrais savoir quand la bibliothèque ouvre") < 0.1


@pytest.mark.parametrize("text", [
    "¿Cuándo recogen la basura en mi calle?", "متى يتم جمع القمامة؟", "Mwen bezwen yon pèmi pou mwen bati yon kay",
])
def test_a_third_language(text):
    assert third_language(text)


def test_our_languages_are_not_a_third():
    assert not third_language("je voudrais savoir quand la bibliothèque ouvre")


@pytest.mark.parametrize(("text", "name"), [("quand passe le camion", "fr"), ("when does the truck come", "en")])
def test_detect(detector, text, name):
    found, confidence = detector.detect(text)
    assert found == name
    assert 0.5 <= confidence <= 1


@pytest.mark.parametrize("text", ["", "123", "👍", "?!"])
def test_nothing_to_read_is_doubtful(detector, text):
    assert detector.detect(text) == ("fr", 0.5)
