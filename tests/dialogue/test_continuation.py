"""Does a message go on with the unfinished matter?"""
import pytest

from dialogue.continuation import continues


def message(text, topic=None, confidence=0.9, decision="sure", entities=(), more=()):
    first = {"topic": topic, "decision": decision, "confidence": confidence}
    return {"text": text, "requests": [first, *more] if topic else [], "entities": [{"entity": e} for e in entities]}


def task(awaiting, topic="report_pothole"):
    return {"topic": topic, "awaiting": awaiting}


@pytest.mark.parametrize("awaiting", ["place", "address", "text", "contact", "confirm", "value", "string", "number"])
@pytest.mark.parametrize("said", [
    message("310 rue des aulnes"), message("bla", "snow_status", 0.4, "unsure"), message("oui", "affirm"),
        message("non", "deny"),
    message("à 14 h", "inform"), message("gros trou", "report_pothole"), message("312", "snow_status", 0.99),
        message(""),
])
def test_goes_on(awaiting, said):
    assert continues(task(awaiting), said)


@pytest.mark.parametrize("awaiting", ["place", "text", "contact", "confirm", "value"])
@pytest.mark.parametrize("said", [
    message("c'est quand la collecte du recyclage?", "collection_schedule"), message("merci beaucoup là", "thanks"),
    message("bonjour à vous là", "greet"), message("quelles sont les heures de la piscine", "recreation_schedule",
        0.8),
    message("deux choses en même temps", "snow_status", more=[{"topic": "roadworks", "decision": "sure"}]),
])
def test_opens_another(awaiting, said):
    assert not continues(task(awaiting), said)


@pytest.mark.parametrize(("awaiting", "said", "goes_on"), [
    ("place", message("au coin de la piscine des aulnes", "recreation_schedule", 0.95, entities=["address"]), True),
    ("place", message("où est la piscine des aulnes?", "recreation_schedule", 0.95, entities=["address"]), False),
    ("text", message("il y a de la neige partout dans la rue depuis lundi", "snow_problem", 0.97), True),
    ("text", message("est-ce que la rue est déneigée?", "snow_status", 0.97), False),
    ("confirm", message("non, plutôt au 312 rue des aulnes en fait", "snow_status", 0.8), True),
    ("confirm", message("la neige est entassée devant chez nous", "snow_problem", 0.95), False),
    ("value", message("la semaine prochaine", "goodbye", 0.8, entities=["date"]), True),
    ("value", message("au revoir", "goodbye", 0.8), False),
    ("value", message("c'est quand la collecte de lundi?", "collection_schedule", 0.9, entities=["date"]), False),
    ("value", message("puis-je stationner dans la rue cette nuit", "winter_parking", 0.9, entities=["date"]), False),
    ("value", message("on peut tu se stationner a soir", "winter_parking", 0.9, entities=["date"]), False),
    ("value", message("may I park there tonight", "winter_parking", 0.9, entities=["date"]), False),
    ("value", message("un rendez-vous mardi", "planning_appointment", 0.9, entities=["date"]), True),
    ("value", message("le bac bleu plein", "bin_request", 0.8), True),
    ("value", message("le bac bleu plein", "bin_request", 0.95), False),
    ("contact", message("j'ai un graffiti aussi sur mon mur", "report_graffiti", 0.95), True),
])
def test_depends_on_what_is_awaited(awaiting, said, goes_on):
    assert continues(task(awaiting), said) is goes_on
