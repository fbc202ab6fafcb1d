"""A subject beside an address wins; a bare address stays one."""
import pytest

from dialogue.plan import build
from dialogue.subject import joined, named

ADDRESS = ("address", "145 rue des tilleuls")


def request(text, *ranking, entities=(ADDRESS,), decision="sure"):
    return {"text": text, "decision": decision, "topic": ranking[0][0], "confidence": ranking[0][1],
            "ranking": [{"name": name, "confidence": share} for name, share in ranking],
            "entities": [{"entity": kind, "value": value} for kind, value in entities]}


@pytest.mark.parametrize(("said", "topic"), [
    (request("gros trou au 145 rue des tilleuls", ("inform", 0.68), ("report_pothole", 0.16), ("collection_schedule", 0.01)),
     "report_pothole"),
    (request("camion pas passé hier au 145 rue des tilleuls", ("inform", 0.61), ("missed_collection", 0.2), ("tax_sale", 0.02)),
     "missed_collection"),
    (request("vidanges 145 rue des tilleuls", ("inform", 0.25), ("report_litter", 0.2), ("make_suggestion", 0.1), decision="torn",
             entities=(ADDRESS, ("stream", "garbage"))), "collection_schedule"),
    (request("water at 145 rue des tilleuls", ("water_service", 0.33), ("inform", 0.1), ("report_other", 0.08), decision="torn"),
     "water_service"),
    (request("recycling at 145 rue des tilleuls", ("inform", 0.42), ("collection_schedule", 0.36), decision="torn"),
     "collection_schedule"),
])
def test_the_subject_wins(said, topic):
    assert (named(said)["topic"], named(said)["decision"]) == (topic, "sure")


@pytest.mark.parametrize("text", ["145 rue des tilleuls", "c'est le 145 rue des tilleuls", "j'habite au 145 rue des tilleuls",
                                  "my address is 145 rue des tilleuls", "bonjour, au 145 rue des tilleuls, QC J0H 1A0 svp"])
def test_a_bare_address_stays_one(text):
    said = request(text, ("inform", 0.7), ("collection_schedule", 0.2), ("tax_sale", 0.01))
    assert named(said) == said


def test_between_two_subjects_the_citizen_chooses():
    said = named(request("truc au 145 rue des tilleuls", ("inform", 0.5), ("report_other", 0.2), ("report_litter", 0.15)))
    assert said["decision"] == "torn" and [r["name"] for r in said["ranking"]] == ["report_other", "report_litter"]


def test_what_is_sure_of_something_else_is_left_alone():
    said = request("déneigement 145 rue des tilleuls", ("snow_status", 0.6), ("inform", 0.3))
    assert named(said) == said
    assert named({"text": "", "topic": None}) == {"text": "", "topic": None}


def test_two_topics_joined_and_not_cut_are_both_answered():
    said = request("recyclage au 145 rue des tilleuls et permis pour un garage", ("permit_requirements", 0.37),
                   ("collection_schedule", 0.12), decision="torn",
                   entities=(ADDRESS, ("stream", "recycling"), ("permit_type", "garage")))
    assert [r["topic"] for r in joined(said)] == ["permit_requirements", "collection_schedule"]
    alone = {**said, "entities": said["entities"][:1]}
    assert joined(alone) == [alone]
    assert joined({**said, "text": "recyclage permis garage"})[0]["decision"] == "torn"


def test_the_plan_takes_the_subject_unless_something_is_awaited():
    said = request("gros trou au 145 rue des tilleuls", ("inform", 0.68), ("report_pothole", 0.16))
    message = {"text": said["text"], "requests": [said], "entities": said["entities"]}
    actions = {"report_pothole": ["action_service_request"], "inform": ["action_inform"]}
    assert build(message, {"last_topic": "snow_status"}, actions)["steps"][0]["action"] == "action_service_request"
    waiting = {"action": "action_snow_status", "topic": "snow_status", "awaiting": "address", "asked": 1}
    assert build(message, {"tasks": [waiting]}, actions)["steps"][0]["action"] == "action_snow_status"
