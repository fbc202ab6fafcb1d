import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.request_decider import RequestDecider

TEXT_OF_TWO = "mon bac est brisé au 12 rue X. quand passe le recyclage?"
CUT = 30
ADDRESS = {"entity": "address", "value": "12 rue X", "start": 21, "end": 29}
STREAM = {"entity": "stream", "value": "recycling", "start": 45, "end": 54}


def _span(start, end, topic, confidence):
    return start, end, [{"name": topic, "confidence": confidence}, {"name": "greet", "confidence": 0.01}]


def _decide(text, spans, **properties):
    message = Message({TEXT: text, "spans": spans, **properties})
    RequestDecider({}).process([message])
    return message


def test_each_request_has_its_own_entities_and_the_shared_address():
    end = len(TEXT_OF_TWO)
    spans = [_span(0, end, "bin_request", 0.7), _span(0, CUT, "bin_request", 0.9),
             _span(CUT, end, "collection_schedule", 0.9)]
    first, second = _decide(TEXT_OF_TWO, spans, **{ENTITIES: [ADDRESS, STREAM]}).get("requests")
    assert first["entities"] == [ADDRESS]
    assert second["entities"] == [STREAM, {**ADDRESS, "shared": True}]
    assert second["text"] == "quand passe le recyclage?"
    assert first["decision"] == second["decision"] == "sure"


@pytest.mark.parametrize(("confidence", "decision", "intent"), [
    (0.95, "sure", "bin_request"), (0.3, "torn", "nlu_fallback"), (0.05, "unsure", "nlu_fallback"),
])
def test_the_decision_gives_the_intent(confidence, decision, intent):
    message = _decide("mon bac", [_span(0, 7, "bin_request", confidence)])
    assert message.get("requests")[0]["decision"] == decision
    assert message.get("intent")["name"] == intent


def test_an_empty_message_has_no_request():
    message = _decide("", [_span(0, 0, "bin_request", 0.9)])
    assert message.get("requests") == []
    assert message.get("intent")["name"] == "nlu_fallback"


def test_a_third_language_is_never_answered():
    message = _decide("quiero pagar mis impuestos", [_span(0, 26, "tax_balance", 0.99)], foreign=True)
    assert message.get("intent")["name"] == "nlu_fallback"


def test_another_city_needs_more():
    message = _decide("les vidanges à Laval", [_span(0, 20, "collection_schedule", 0.8)])
    assert message.get("intent")["name"] == "nlu_fallback"


def test_an_emergency_stays_one():
    assert _decide("au feu", [_span(0, 6, "greet", 0.9)], emergency="life").get("intent")["name"] == "emergency"


def test_the_classifier_alone_can_see_an_emergency():
    assert _decide("ça brûle ici", [_span(0, 12, "emergency", 0.95)]).get("emergency") == "life"
