"""In the queue, only an explicit word brings the assistant back."""

from __future__ import annotations

import pytest

from dialogue.leaving import leaves_queue

BACK = [{"title": "Revenir à l'assistant", "value": {"action": "action_cancel"}}]
OTHER = [{"title": "Collecte des ordures", "value": {"topic": "collection_schedule"}}]


def message(text: str, topic: str = "inform", decision: str = "sure", more: int = 0) -> dict:
    """Parse data."""
    request = {"topic": topic, "decision": decision}
    return {"text": text, "requests": [request, *([{"topic": "snow_status", "decision": "sure"}] * more)]}


@pytest.mark.parametrize(
    "text", ["Revenir à l'assistant", "revenir a l'assistant", "REVENIR À L’ASSISTANT", "revenir à lassistant"]
)
def test_the_button_pressed_or_typed(text):
    assert leaves_queue(message(text), {"choices": BACK})


@pytest.mark.parametrize("text", ["1", "le premier", "premier", "oui", "", "Collecte des ordures"])
def test_neither_a_number_nor_another_choice(text):
    assert not leaves_queue(message(text), {"choices": [*BACK, *OTHER]})


@pytest.mark.parametrize("text", ["laisse faire", "laissez faire, merci", "never mind"])
def test_plain_words(text):
    assert leaves_queue(message(text, "cancel"), {"choices": BACK})


@pytest.mark.parametrize(
    "parsed",
    [
        message("je veux annuler mon inscription au cours de natation de samedi matin", "cancel"),
        message("annule", "cancel", "torn"),
        message("laisse faire et dis-moi pour la neige", "cancel", more=1),
        message("c'est quand les vidanges", "collection_schedule"),
    ],
)
def test_what_is_meant_for_the_person_who_comes(parsed):
    assert not leaves_queue(parsed, {"choices": BACK})


def test_without_choices_nor_requests():
    assert not leaves_queue({"text": None}, {})
