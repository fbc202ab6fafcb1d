"""What a citizen types as an object to get rid of."""

import pytest
from city_api.models import WasteItem
from city_api.search import waste

CASES = {
    "matelas": "matelas",
    "un vieux matelas": "matelas",
    "Matelats": "matelas",
    "mattress": "matelas",
    "old mattresses": "matelas",
    "lits": "matelas",
    "boxspring": "matelas",
    "pile": "piles",
    "piles rechargeables": "piles",
    "batteries": "piles",
    "battery": "piles",
    "AA battery": "piles",
    "peinture": "peinture",
    "pot de peinture": "peinture",
    "peinture pot": "peinture",
    "peintrue": "peinture",
    "leftover paint": "peinture",
    "journal": "journaux",
    "JOURNAUX": "journaux",
    "newspaper": "journaux",
    "ordi portable": "ordinateur",
    "laptops": "ordinateur",
    "bouteilles de vin": "bouteille",
    "coquille d’œuf": "oeufs",
    "coquilles oeufs": "oeufs",
    "egg shell": "oeufs",
    "où jeter mes piles?": "piles",
    "how do i throw away a mattress": "matelas",
}


@pytest.mark.parametrize(("query", "item"), CASES.items())
def test_best_item(city, query, item):
    found = waste.search(query)
    assert found
    assert found[0].pk == item


@pytest.mark.parametrize("query", ["", "asdfgh", "hélicoptère", "de la", "\0", "vieux", "jeter"])
def test_nothing(city, query):
    assert waste.search(query) == []


def test_the_index_follows_the_rows(city):
    WasteItem(pk="x", name_fr="Toboggan", name_en="Slide", destination="bulky", instructions_fr="x").save()
    assert [item.pk for item in waste.search("tobogan")] == ["x"]
