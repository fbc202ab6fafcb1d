"""Which of the offered choices a message picks."""
import pytest

from dialogue.choices import chosen

OFFERED = [{"title": t, "value": {"n": n}} for n, t in enumerate(
    ["Oui, envoyer", "Corriger", "45, chemin Ouellet", "45, avenue Ouellet", "Mes coordonnées"])]


@pytest.mark.parametrize(("text", "picked"), [
    ("Oui, envoyer", 0), ("oui envoyer!", 0), ("OUI, ENVOYER", 0), ("corriger", 1), ("Coriger", 1),
    ("45 avenue ouellet", 3),
    ("mes coordonnees", 4), ("2", 1), ("#2", 1), ("le 2", 1), ("the first one", 0), ("la deuxième", 1),
    ("le dernier", 4),
    ("option 5", 4), ("choix numéro 1 svp", 0), ("2.", 1),
])
def test_picked(text, picked):
    assert chosen(text, OFFERED) == {"n": picked}


@pytest.mark.parametrize("text", ["", "  ", "?!", "6", "0", "99", "46, chemin Ouellet", "2 ou 3",
    "je veux le bac bleu",
                                  "/restart", "45", "choix", "{\"n\": 0}", "0" * 5000])
def test_not_picked(text):
    assert chosen(text, OFFERED) is None


def test_nothing_offered():
    assert chosen("1", []) is None


def test_titles_alike_are_not_guessed():
    alike = [{"title": t, "value": {"n": n}} for n, t in enumerate(["Piscine Nord", "Piscine Nard"])]
    assert chosen("Piscine Nurd", alike) is None and chosen("piscine nord", alike) == {"n": 0}


def test_the_title_that_a_choice_had_in_another_language_is_that_choice():
    offered = [{"title": "Small", "value": {"n": 1}, "also": "Petit"}, {"title": "Huge", "value": {"n": 2}, "also": "Énorme"}]
    assert chosen("énorme", offered) == {"n": 2} and chosen("Small", offered) == {"n": 1}
    assert chosen("", [{"title": "Small", "value": {"n": 1}, "also": ""}]) is None


@pytest.mark.parametrize("said", ["le 4e", "4e", "le 4e choix", "4th", "the fourth one", "quatrième", "4ème"])
def test_any_ordinal(said):
    assert chosen(said, [{"title": name, "value": {"key": name}} for name in "vwxyz"]) == {"key": "y"}
