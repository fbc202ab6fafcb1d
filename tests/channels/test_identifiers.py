"""Identifiers are taken out in every way people write them; numbers of everyday city matters stay."""

import pytest

from channels.identifiers import MARK, remove_identifiers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("046 454 286", "sin"),
        ("046454286", "sin"),
        ("mon nas 046-454-286 svp", "sin"),
        ("046.454.286", "sin"),
        ("130 692 544", "sin"),
        ("my SIN is 123456789", "sin"),
        ("assurance sociale : 123 456 789", "sin"),
        ("TREM 8512 3112", "health_card"),
        ("trem85123112", "health_card"),
        ("TREM-8562-0112.", "health_card"),
        ("ma carte soleil dans 2012 2013", "health_card"),
        ("4111 1111 1111 1111", "bank_card"),
        ("visa 4111111111111111", "bank_card"),
        ("5500-0000-0000-0004", "bank_card"),
        ("3782 822463 10005", "bank_card"),
        ("4222222222222", "bank_card"),
        ("compte 4111 1111 1111 1111", "bank_card"),
    ],
)
def test_removed(text, kind):
    cleaned, found = remove_identifiers(text)
    assert found == kind
    assert MARK in cleaned
    assert not any(part in cleaned for part in ("286", "544", "789", "8512", "8562", "1111", "0004", "10005", "2013"))


@pytest.mark.parametrize(
    "text",
    [
        "514 555-0100",
        "1 450 555 0100",
        "450-555-0100 ou 514-555-0199",
        "5145550199",
        "1-800-555-0182",
        "demande 046454286",
        "#046454286",
        "ma requête numéro 046454286",
        "dossier 24-10233",
        "request no. 046454286",
        "matricule 9937-21-1234-5-000-0000",
        "9937 21 1234 5 000 0000",
        "compte 123456789012345678",
        "145, rue des Érables, J4J 4M1",
        "350 000 $",
        "046 454 286 $",
        "le 2026-11-21 à 14:00",
        "dans 2012 2013",
        "lot 1 234 567",
        "bac 3601234567",
        "de 1200 à 1300 1400 1500",
        "123 456 789",
        "20 21 22 23 24 25 26",
    ],
)
def test_kept(text):
    assert remove_identifiers(text) == (text, None)


def test_all_are_removed_and_the_gravest_is_named():
    cleaned, kind = remove_identifiers("046 454 286, TREM 8512 3112 et 4111111111111111")
    assert cleaned == f"{MARK}, {MARK} et {MARK}"
    assert kind == "bank_card"
