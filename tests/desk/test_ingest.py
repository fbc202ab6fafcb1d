"""Events come in any number of times, in any order, from anywhere; the desk shows each once, in Rasa's order."""

import random
import time

import pytest
from desk import ingest
from desk.models import Conversation, Message

from tests.desk.conftest import bot, conversation_of, slot, user

pytestmark = pytest.mark.django_db


def test_words_are_kept_in_order_once():
    at = time.time()
    events = [user("a", f"message {n}", at + n) for n in range(20)]
    shuffled = events + events[:10]
    random.Random(4).shuffle(shuffled)
    for event in shuffled:
        ingest.take_in([event])
    assert list(conversation_of("a").messages.values_list("text", flat=True)) == [f"message {n}" for n in range(20)]


def test_a_batch_taken_in_twice_changes_nothing():
    events = [user("a", "bonjour"), bot("a", "Bonjour!", buttons=["Oui"]), slot("a", "language", "en")]
    assert ingest.take_in(events) == 3
    ingest.take_in(events)
    assert Message.objects.count() == 2
    assert conversation_of("a").language == "en"


def test_the_desks_own_words_come_back_without_doubling(waiting, camille):
    from desk import holding, speaking
    from desk.models import Command

    handoff = waiting("a")
    holding.claim(handoff, camille)
    speaking.answer(handoff, camille, "Bonjour, ici Camille.")
    said = Command.objects.order_by("pk").last()
    echo = bot("a", "Bonjour, ici Camille.", desk={"id": str(said.key), "author": "agent"})
    before = conversation_of("a").touched_at
    ingest.take_in([echo])
    ingest.take_in([{**echo, "id": "told again"}])
    assert conversation_of("a").touched_at == before, "open desks have nothing to fetch"
    mine = Message.objects.filter(author="agent")
    assert [(m.text, m.event) for m in mine] == [("Bonjour, ici Camille.", echo["id"])]


def test_what_is_no_event_does_not_hold_up_the_others():
    nonsense = [
        None,
        3,
        {},
        {"id": "x"},
        {"id": "x", "conversation": "", "type": "user", "at": 1.0},
        {"id": "x" * 41, "conversation": "a", "type": "user", "at": 1.0},
        {"id": "x", "conversation": "a", "type": "user", "at": "soon"},
        {"id": "x", "conversation": "a", "type": "reminder", "at": 1.0},
    ]
    assert ingest.take_in([*nonsense, user("b", "toujours là")]) == 1
    assert Conversation.objects.count() == 1


def test_topic_emergency_position_and_channel_are_kept():
    ingest.take_in([user("a", "au secours", topic="emergency", emergency=True, location={"lat": 45.5, "long": -73.3})])
    ingest.take_in([user("a", "un nid-de-poule", topic="report_pothole", channel="messenger")])
    found = conversation_of("a")
    assert (found.topic, found.channel) == ("report_pothole", "messenger")
    first = found.messages.first()
    assert first.emergency and first.location == {"lat": 45.5, "long": -73.3}


def test_other_conversations_are_untouched():
    ingest.take_in([user("a", "à moi"), user("b", "à moi aussi")])
    assert [m.text for m in conversation_of("b").messages.all()] == ["à moi aussi"]


def test_an_event_that_cannot_be_kept_costs_only_itself():
    events = [user("a", "avant"), slot("a", "handoff", {"id": "h", "due": "jamais"}), user("a", "nul\0 après")]
    assert ingest.take_in(events) == 2
    assert list(conversation_of("a").messages.values_list("text", flat=True)) == ["avant", "nul après"]


def test_pictures_are_links_only_when_they_are_safe_to_open():
    kept = [{"type": "image", "url": "https://cdn.example/1.jpg"}, {"type": "image", "url": "javascript:alert(1)"}, "x"]
    ingest.take_in([user("a", "", attachments=kept)])
    assert conversation_of("a").messages.get().attachments == [
        {"type": "image", "url": "https://cdn.example/1.jpg"},
        {"type": "image", "url": ""},
    ]
