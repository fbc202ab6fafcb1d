import numpy as np
import pytest

from nlu.topic_model import TopicModel

EXAMPLES = {
    "bin_request": ["mon bac est brisé", "bac cassé", "je veux un nouveau bac", "my bin is broken",
                    "roue du bac brisée"],
    "greet": ["bonjour", "allo", "salut", "hello there", "bon matin"],
    "out_of_scope": ["météo de demain", "score du hockey", "who won the game", "recette de gâteau",
                     "capitale du Pérou", "heures du Costco"],
    "other_city_matter": ["licence de chien", "conseil municipal", "dog licence", "location de salle", "marché public"],
}


@pytest.fixture(scope="module")
def model():
    pairs = [(text, topic) for topic, texts in EXAMPLES.items() for text in texts * 3]
    return TopicModel().fit([text for text, _ in pairs], [topic for _, topic in pairs])


@pytest.mark.parametrize("text", ["mon bac est cassé", "bac brisee"])
def test_ranks_the_likeliest_first(model, text):
    ranking = model.rank([text])[0]
    assert ranking[0]["name"] == "bin_request"
    assert [r["confidence"] for r in ranking] == sorted((r["confidence"] for r in ranking), reverse=True)


def test_probabilities_sum_to_one(model):
    assert np.allclose(model.probabilities(["bonjour", "zzz", ""]).sum(axis=1), 1)


def test_the_two_ways_of_not_being_ours_count_together(model):
    ranking = model._ranking(np.array([0.40, 0.05, 0.30, 0.25]), 4)
    assert ranking[0] == {"name": "other_city_matter", "confidence": 0.55}
    assert ranking[-1] == {"name": "out_of_scope", "confidence": 0.0}


def test_a_likelier_topic_stays_first(model):
    assert model._ranking(np.array([0.60, 0.05, 0.20, 0.15]), 4)[0]["name"] == "bin_request"
