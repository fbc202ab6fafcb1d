"""A request that the city refused after the citizen had left."""

import pytest
from desk.models import Command, Conversation, Handoff, Message

from tests.desk.conftest import conversation_of, slot, user
from tests.desk.test_internal import post

pytestmark = pytest.mark.django_db
HANDOFF = {
    "id": "k1",
    "kind": "message",
    "reason": "form_stuck",
    "topic": "report_pothole",
    "summary": [{"field": "description", "value": "un gros trou"}],
    "contact": {"phone": "450 555-0123"},
    "due": "2026-11-24T16:00:00-05:00",
}


def left(client, conversation="a", **changes):
    """The outbox's call; whether it was new."""
    return post(client, "refused", {"conversation": conversation, "handoff": {**HANDOFF, **changes}}).json()["new"]


@pytest.mark.parametrize(("language", "words"), [("fr", "mardi 24 novembre à 16"), ("en", "November 24")])
def test_a_person_gets_it_and_the_citizen_is_told_once(client, language, words):
    post(client, "events", {"events": [user("a", "bonjour"), slot("a", "language", language)]})
    assert left(client) is True and left(client) is False
    handoff = Handoff.objects.get()
    assert (handoff.kind, handoff.state, handoff.language, handoff.contact) == (
        "message", "waiting", language, HANDOFF["contact"])
    assert handoff.summary == HANDOFF["summary"] and conversation_of("a").owner == "assistant"
    command = Command.objects.get()
    (said,) = [event for event in command.events if event["event"] == "bot"]
    assert words in said["text"] and said["metadata"]["language"] == language
    assert Message.objects.get(author="desk").text == said["text"]


def test_nobody_is_told_when_the_conversation_was_erased(client):
    assert left(client, conversation="") is True and left(client, conversation="") is False
    assert Handoff.objects.get().conversation.sender == "request-k1" and not Command.objects.exists()


@pytest.mark.parametrize("body", [{}, {"handoff": []}, {"handoff": {}}, {"handoff": {"id": ""}},
                                  {"handoff": {"id": "x" * 65}, "conversation": "a"}])
def test_what_makes_no_sense_changes_nothing(client, body):
    assert post(client, "refused", body).json() == {"new": False}
    assert not Conversation.objects.exists()
