"""Streets named in a question."""
import pytest

from actions.lookups.road_names import street_named


@pytest.mark.parametrize(("text", "street"), [
    ("y a tu des travaux sur principale", "principale"), ("et rue des Tilleuls", "rue des Tilleuls"),
    ("travaux 2e rang", "2e rang"), ("is Elm Street closed", "Elm Street"), ("and principale?", "principale"),
    ("travaux sur la rue de l'Église jusqu'à quand", "rue de l'Église"), ("travaux sur st-jean", "st-jean"),
    ("le boulevard Saint-Ancelin est barré jusqu'à quand?", "boulevard Saint-Ancelin"),
    ("est-ce que la rue Principale Nord est fermée?", "rue Principale Nord"),
    ("est-ce que ma rue va être fermée demain", None), ("travaux sur le réseau d'aqueduc", None), ("travaux", None),
    ("sur quelle rue y a des travaux", None), ("which streets are closed on monday", None),
    ("est-ce que le pont est fermé", None),
])
def test_named(text, street):
    assert street_named(None, text) == street


def test_the_tagged_one_without_its_number():
    assert street_named("45 chemin Ouellet", "travaux au 45 chemin Ouellet") == "chemin Ouellet"
    assert street_named("rang", "travaux 2e rang") == "2e rang"
