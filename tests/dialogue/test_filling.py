"""Replies filled with values."""
import pytest

from dialogue.filling import fill


@pytest.mark.parametrize(("text", "values", "filled"), [
    ("Appelez au {phone}.", {"phone": "418"}, "Appelez au 418."),
    ("Réessayez. Si c'est pressant, appelez au {phone}.", {"phone": None}, "Réessayez."),
    ("Réessayez. Appelez au {phone}. Merci.", {}, "Réessayez. Merci."),
    ("Un. Heures : {hours}. Deux.", {"hours": ""}, "Un. Deux."),
    ("Ligne un\n{lines}\nLigne trois", {"lines": None}, "Ligne un\nLigne trois"),
    ("A\n\n{x}\n\nB", {"x": None}, "A\n\nB"),
    ("{a}", {"a": None}, ""), ("{a}", {"a": 0}, "0"), ("{a}", {"a": False}, "False"),
    ("Délai : {a}. 24 heures.", {"a": None}, "24 heures."),
    ("« {a} ». Suite.", {"a": "x"}, "« x ». Suite."),
    ("Le {a} et le {b}. Fin!", {"a": 1, "b": None}, "Fin!"),
    ("Jusqu'à {t}.", {"t": "8 a.m."}, "Jusqu'à 8 a.m."),
])
def test_filled(text, values, filled):
    assert fill(text, values) == filled


@pytest.mark.parametrize("value", ["{phone}", "{{phone}}", "{0.__class__}", "%(phone)s", "{phone", "}{", "\\1",
    "\\g<0>",
                                   "${HOME}", "<b>{city}</b>", "ligne 1\n{phone}\nligne 3", "{" * 5000])
def test_braces_in_values_are_never_read(value):
    assert fill("Vous dites : {said}", {"said": value, "phone": "SECRET",
        "city": "SECRET"}) == f"Vous dites : {value}"


def test_a_text_without_placeholder_is_itself():
    assert fill("Bonjour!  Ça va?\n\nBien.", {}) == "Bonjour! Ça va?\n\nBien."
