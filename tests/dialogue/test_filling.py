"""Replies filled with values."""
import pytest

from dialogue.filling import fill, tied


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


@pytest.mark.parametrize(("text", "values", "filled"), [
    ("Garage.\nRègles :\n{rules}\nRèglement : {bylaw}.", {"bylaw": "R-1"}, "Garage.\nRèglement : R-1."),
    ("Règles :\n{rules}", {"rules": "• 1,2 m"}, "Règles :\n• 1,2 m"),
    ("{local}\nVoici comment nous joindre ({city}) :\n• Téléphone : {phone}\n• Courriel : {email}\n\nÀ savoir :\n• Fermé.",
     {"city": "X"}, "À savoir :\n• Fermé."),
    ("Nous joindre :\n• Téléphone : {phone}\n• Courriel : {email}", {"email": "a@b"}, "Nous joindre :\n• Courriel : a@b"),
    ("Annoncé :\n\n{lines}\n\nFin.", {}, "Fin."), ("Un mot. Annoncé :\n{lines}", {}, "Un mot."),
    ("Adresse :\nici", {}, "Adresse :\nici"), ("À noter :", {}, "À noter :"),
])
def test_a_heading_with_nothing_left_under_it_goes(text, values, filled):
    assert fill(text, values) == filled


@pytest.mark.parametrize(("text", "shown"), [
    ("Coût : 62,50 $. Taux : 1,5 %.", "Coût_: 62,50_$. Taux_: 1,5_%."), ("Garder « a b »?", "Garder «_a b_»?"),
    ("Bonjour! Ça va? Oui; non.", "Bonjour! Ça va? Oui; non."), ("https://a.example/b", "https://a.example/b"),
    ("à 14:30 et 16 h", "à 14:30 et 16 h"), ("• a : b\n« c »", "• a_: b\n«_c_»"), ("Heures :", "Heures_:"),
])
def test_spaces_that_do_not_break(text, shown):
    assert tied(text) == shown.replace("_", "\u00a0")
