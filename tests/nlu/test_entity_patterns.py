import pytest

from nlu.entity_patterns import aligned, find, value_of


def test_positions_are_kept():
    for text in ("Été à l’école", "ﬁn œuvre İstanbul", "e\u0301"):
        assert len(aligned(text)) == len(text)


@pytest.mark.parametrize(("text", "entity", "value"), [
    ("au 412, avenue Bellevue svp", "address", "412, avenue Bellevue"),
    ("19 Poulin street please", "address", "19 Poulin street"),
    ("on est au 300, 4e Rang", "address", "300, 4e Rang"),
    ("demande 2026-004512", "request_number", "2026-004512"),
    ("my request REQ-7781", "request_number", "REQ-7781"),
    ("payé 1 250,50 $ hier", "amount", "1 250,50 $"),
    ("house at $425,000", "amount", "$425,000"),
    ("environ 310k", "amount", "310k"),
    ("le 26 décembre", "date", "le 26 décembre"),
    ("open july 1st", "date", "july 1st"),
    ("ouvert à soir?", "date", "à soir"),
    ("la ligne 27 est en retard", "route", "27"),
    ("l'arrêt 61022", "stop", "61022"),
    ("mes vidanges", "stream", "garbage"),
    ("the blue bin", "stream", "recycling"),
    ("une remise de jardin", "permit_type", "shed"),
])
def test_found(text, entity, value):
    assert (entity, value) in [(e["entity"], e["value"]) for e in find(text)]


@pytest.mark.parametrize("text", ["il fait beau", "merci beaucoup", ""])
def test_nothing_to_find(text):
    assert find(text) == []


def test_found_entities_never_overlap():
    found = find("le sapin de Noël au 412, avenue Bellevue le 6 janvier pour 1 250 $")
    assert all(before["end"] <= after["start"] for before, after in zip(found, found[1:]))


@pytest.mark.parametrize(("entity", "surface", "value"), [
    ("stream", "Gros morceaux", "bulky"),
    ("permit_type", "une piscine creusée", "pool"), ("permit_type", "fusée", None),
])
def test_value_of(entity, surface, value):
    assert value_of(entity, surface) == value
