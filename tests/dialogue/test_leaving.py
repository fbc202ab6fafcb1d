"""The way back for someone who waits for a person."""
import pytest

from dialogue.leaving import leaves_queue

SLOTS = {"choices": [{"title": "Revenir à l'assistant", "value": {"action": "action_cancel"}}]}


def message(text, topic=None, decision="sure"):
    return {"text": text, "requests": [{"topic": topic, "decision": decision}] if topic else []}


@pytest.mark.parametrize("said", [message("Revenir à l'assistant"), message("revenir a l'asistant"),
    message("annule", "cancel"),
                                  message("laissez faire finalement", "cancel")])
def test_leaves(said):
    assert leaves_queue(said, SLOTS)


@pytest.mark.parametrize("said", [
    message("1"), message(""), message("annule", "cancel", "torn"), message("bonjour", "greet"),
    message("je veux annuler mon rendez-vous avec l'urbanisme de mardi", "cancel"), {},
])
def test_stays(said):
    assert not leaves_queue(said, SLOTS)


def test_without_a_button():
    assert not leaves_queue(message("Revenir à l'assistant"), {})
