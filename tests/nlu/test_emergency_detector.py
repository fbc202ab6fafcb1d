import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.emergency_detector import EmergencyDetector, detect
from nlu.topic_importer import read
from tools.evaluation.sets import ROOT

CASES = read(ROOT / "tests/nlu/emergency_cases.yml")


@pytest.mark.parametrize("text", CASES["positive"]["life"])
def test_danger_is_seen(text):
    assert detect(text) is not None


@pytest.mark.parametrize("text", CASES["positive"]["suicide"])
def test_distress_is_seen(text):
    assert detect(text) == "suicide"


@pytest.mark.parametrize("text", CASES["positive"]["flood"])
def test_water_in_a_home_is_seen(text):
    assert detect(text) in ("flood", "life")


def test_danger_goes_before_the_water_that_makes_it():
    assert detect("my basement is flooding") == "flood"
    assert detect("the basement is flooding and water touches the panel") == "life"


@pytest.mark.parametrize("text", CASES["negative"])
def test_near_misses_are_left_alone(text):
    assert detect(text) is None


def test_component_sets_the_intent_only_then():
    danger, calm = Message({TEXT: "au feu!"}), Message({TEXT: "bonjour"})
    EmergencyDetector({}).process([danger, calm])
    assert danger.get("intent")["name"] == "emergency"
    assert calm.get("emergency") is None and calm.get("intent") is None
