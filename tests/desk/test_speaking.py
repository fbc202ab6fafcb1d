"""An agent's words: by who holds the conversation only, within Messenger's time."""

from datetime import timedelta

import pytest
from desk import holding, speaking
from desk.models import Command, Conversation, Handoff, Message
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_words_leave_marked_as_a_persons(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    message = speaking.answer(handoff, camille, "Bonjour")
    event = message.command.events[0]
    key = str(message.command.key)
    assert (event["event"], event["text"]) == ("bot", "Bonjour")
    assert event["metadata"] == {
        "language": "fr",
        "author": "agent",
        "agent": True,
        "name": "Camille",
        "key": key,
        "desk": {"author": "agent", "id": key},
    }


def test_automatic_words_are_not_marked_as_a_persons(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    event = Command.objects.get().events[-1]
    assert "agent" not in event["metadata"] and event["metadata"]["desk"]["author"] == "desk"


def test_who_does_not_hold_cannot_speak(waiting, camille, dominique):
    handoff = waiting()
    with pytest.raises(speaking.NotYours):
        speaking.answer(handoff, camille, "Bonjour")
    holding.claim(handoff, camille)
    with pytest.raises(speaking.NotYours):
        speaking.answer(handoff, dominique, "Bonjour")
    assert not Message.objects.filter(author="agent").exists()


def test_past_seven_days_messenger_is_closed(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    old = timezone.now() - timedelta(days=7, minutes=1)
    Conversation.objects.update(channel="messenger", citizen_at=old)
    with pytest.raises(speaking.WindowClosed):
        speaking.answer(Handoff.objects.get(pk=handoff.pk), camille, "Bonjour")


def test_past_a_day_nothing_automatic_is_said_but_slots_change(waiting, camille):
    handoff = waiting()
    Conversation.objects.update(channel="messenger", citizen_at=timezone.now() - timedelta(hours=25))
    holding.claim(Handoff.objects.get(pk=handoff.pk), camille)
    events = Command.objects.get().events
    assert [event["event"] for event in events] == ["slot", "slot"]
    assert speaking.answer(Handoff.objects.get(pk=handoff.pk), camille, "Une personne écrit.").pk


def test_the_first_words_are_timed_once(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    speaking.answer(handoff, camille, "un")
    first = Handoff.objects.get(pk=handoff.pk).replied_at
    speaking.answer(handoff, camille, "deux")
    assert Handoff.objects.get(pk=handoff.pk).replied_at == first
