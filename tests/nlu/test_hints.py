import pytest

from nlu import hints as module
from nlu.hints import elsewhere, hints


@pytest.fixture(autouse=True)
def no_city(monkeypatch):
    monkeypatch.setattr(module, "own_city", lambda: "")


@pytest.mark.parametrize("text", [
    "quel jour les vidanges à Laval", "does toronto take styrofoam", "mon frère à St-Jérôme",
])
def test_another_city_is_a_place_named(text):
    assert elsewhere(text)
    assert "elsewhere" in hints(text)


@pytest.mark.parametrize("text", [
    "un trou sur la rue Laval", "pothole on Ottawa street", "au 12 rue de Sherbrooke", "bonjour",
])
def test_a_street_is_not_a_city(text):
    assert not elsewhere(text)


def test_the_served_city_never_counts(monkeypatch):
    monkeypatch.setattr(module, "own_city", lambda: "laval")
    assert not elsewhere("quel jour les vidanges à Laval")


def test_bodies_companies_and_private_life():
    assert "saaq" in hints("renouveler mon permis de conduire")
    assert {"company", "company costco"} <= set(hints("le stationnement du Costco"))
    assert "private trades" in hints("do you know a plumber")


@pytest.mark.parametrize("text", [
    "gros trou en avant du McDo", "la lumière est brûlée devant le cégep", "there is a couch behind the Walmart",
    "de la gare jusqu'au cégep en autobus", "glace à côté de la banque",
])
def test_a_company_that_says_where_is_a_place(text):
    assert hints(text) == ["place"]


def test_an_ordinary_request_has_none():
    assert hints("mon bac brun est brisé") == []
