"""Short messages that only make sense after the last answer."""
from pathlib import Path

import pytest

from dialogue.followup import PIECES, follows


def message(text, *entities, topic="inform", decision="unsure", confidence=0.5, more=()):
    return {"text": text, "entities": [{"entity": e} for e in entities],
            "requests": [{"topic": topic, "decision": decision, "confidence": confidence}, *more]}


@pytest.mark.parametrize(("text", "entities", "last"), [
    ("et le compost?", ["stream"], "collection_schedule"), ("and tomorrow?", [], "winter_parking"),
    ("non, au 312", [], "snow_status"), ("plutôt 45 chemin Ouellet", ["address"], "collection_schedule"),
    ("et la 9?", ["route"], "transit_departures"), ("pis un divan?", ["item"], "item_disposal"),
    ("what about a shed", ["permit_type"], "permit_requirements"), ("oups, 312", [], "branch_collection"),
    ("et demain?", ["date"], "recreation_schedule"), ("500 000 $", ["amount"], "transfer_duty"),
    ("puis demain?", [], "collection_schedule"), ("et la 88002", [], "request_status"), ("and 88001?", [], "request_status"),
    ("pis ma demande tk-88012?", [], "request_status"), ("what about request 88001", [], "request_status"),
    ("et la 21X?", ["address"], "transit_departures"), ("pis la 21X", [], "transit_alerts"), ("and the 7?", [], "transit_alerts"),
    ("et pour la ligne 7", [], "transit_departures"), ("et à l'arrêt 40234?", [], "transit_departures"),
    ("pis chemin du lac?", [], "roadworks"), ("et sur Principale?", [], "roadworks"), ("and the 2nd avenue", [], "roadworks"),
    ("pis la bouteille?", [], "item_disposal"), ("and a car battery?", [], "item_disposal"),
    ("pis où je me mets", [], "winter_parking"), ("et où je stationne?", [], "winter_parking"),
    ("et le samedi?", [], "contact_info"),
    ("and on Saturday?", ["date"], "contact_info"), ("puis-je stationner dans la rue demain", [], "winter_parking"),
])
def test_follows(text, entities, last):
    assert follows(message(text, *entities), last)


@pytest.mark.parametrize(("said", "last"), [
    (message("et le compost?", "stream"), None), (message("et le compost?", "stream"), "tax_due_dates"),
    (message("bonjour"), "snow_status"), (message("non merci"), "snow_status"), (message("312"), "snow_status"),
    (message("et le compost, il passe quand au juste chez nous?", "stream"), "collection_schedule"),
    (message("et le déneigement au 312?", "address", topic="snow_status", decision="sure"), "snow_status"),
    (message("le compost", "stream", topic="collection_schedule", decision="sure"), "item_disposal"),
    (message("et ça et ça", "stream", more=[{}]), "collection_schedule"), (message(""), "snow_status"),
    ({}, "snow_status"), (message("88002"), "request_status"), (message("et 31"), "request_status"),
    (message("et la 21X"), "request_status"), (message("et la 312"), "snow_status"), (message("et 12 dollars"), "transit_alerts"),
    (message("et la neige?", topic="snow_status", decision="sure", confidence=0.9), "item_disposal"),
    (message("et la collecte?", topic="collection_schedule", decision="sure", confidence=0.9), "roadworks"),
    (message("non, au 312"), "item_disposal"),
    *[(message(said, topic="winter_parking", decision="sure", confidence=0.9), last)
      for last in ("transit_departures", "collection_schedule", "recreation_schedule")
      for said in ("puis-je stationner dans la rue cette nuit", "puis je me stationner demain", "et je peux stationner ce soir?",
                   "et puis-je stationner demain?", "mais est-ce qu'on peut stationner demain", "and can I park tonight?",
                   "ok et j'peux tu stationner ce soir")],
])
def test_does_not(said, last):
    assert not follows(said, last)


def test_every_topic_and_piece_exists():
    domain = Path("domain.yml").read_text(encoding="utf-8")
    pieces = {p for pieces in PIECES.values() for p in pieces} - {"road", "where"}    # read by their shape alone
    assert all(f"- {name}\n" in domain for name in {*PIECES, *pieces})
