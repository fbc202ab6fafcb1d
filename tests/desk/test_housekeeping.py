"""What happens by itself."""

from datetime import timedelta

import pytest
from desk import holding, housekeeping, speaking
from desk.models import Agent, Command, Conversation, Handoff, Message
from django.utils import timezone

pytestmark = pytest.mark.django_db


def later(handoff: Handoff, minutes: float) -> None:
    """Moves what happened so far into the past."""
    shift = timedelta(minutes=minutes)
    row = Handoff.objects.get(pk=handoff.pk)
    for name in ("created_at", "claimed_at", "active_at", "told_at", "replied_at"):
        if getattr(row, name):
            setattr(row, name, getattr(row, name) - shift)
    row.save()
    found = row.conversation
    found.citizen_at = found.citizen_at and found.citizen_at - shift
    found.answered_at = found.answered_at and found.answered_at - shift
    found.save()


def state(handoff: Handoff) -> tuple:
    """Where it stands."""
    row = Handoff.objects.get(pk=handoff.pk)
    return row.state, row.outcome


def test_a_silent_agent_loses_the_conversation(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    later(handoff, 4)
    housekeeping.look()
    assert state(handoff) == ("held", "")
    later(handoff, 2)
    housekeeping.look()
    assert state(handoff) == ("waiting", "")


def test_an_agent_who_answered_may_wait_for_the_citizen(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    speaking.answer(handoff, camille, "Quelle adresse?")
    later(handoff, 30)
    housekeeping.look()
    assert state(handoff) == ("held", "")


def test_who_is_writing_is_not_silent(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    later(handoff, 30)
    Handoff.objects.update(active_at=timezone.now())
    housekeeping.look()
    assert state(handoff) == ("held", "")


def test_a_closed_desk_gives_back_what_it_held(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    speaking.answer(handoff, camille, "Un instant")
    later(handoff, 3)
    Agent.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    housekeeping.look()
    assert state(handoff) == ("waiting", "")


def test_a_message_in_hand_is_not_taken_back(waiting, camille):
    handoff = waiting(kind="message")
    holding.claim(handoff, camille)
    later(handoff, 60)
    housekeeping.look()
    assert state(handoff) == ("held", "")


def test_past_the_limit_the_assistant_comes_back(waiting):
    handoff = waiting()
    later(handoff, 9)
    housekeeping.look()
    assert state(handoff) == ("waiting", "")
    later(handoff, 2)
    housekeeping.look()
    assert state(handoff) == ("closed", "expired")


def test_the_place_is_told_when_it_improves_and_not_too_often(waiting, camille):
    first, second = waiting(position=1), waiting(position=2)
    holding.claim(first, camille)
    housekeeping.look()
    assert not said(second)
    later(second, 4)
    housekeeping.look()
    housekeeping.look()
    assert said(second) == ["Merci d'attendre. Votre place dans la file : 1."]


def said(handoff: Handoff) -> list[str]:
    """Automatic words of the desk in a conversation."""
    return list(Message.objects.filter(conversation=handoff.conversation, author="desk").values_list("text", flat=True))


def test_one_process_at_a_time_does_a_chore():
    assert housekeeping.on_duty("test", 60)
    assert not housekeeping.on_duty("test", 60)


def test_old_conversations_are_forgotten_open_ones_are_kept(waiting):
    closed, still_open = waiting(), waiting()
    holding.expire(closed)
    Conversation.objects.update(touched_at=timezone.now() - timedelta(days=91), owner="assistant")
    Conversation.objects.filter(pk=still_open.conversation_id).update(owner="queue")
    housekeeping.purge()
    assert list(Conversation.objects.values_list("pk", flat=True)) == [still_open.conversation_id]


def test_commands_that_served_are_forgotten_but_not_the_words(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    Command.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=2))
    housekeeping.purge()
    assert not Command.objects.exists()
    assert Message.objects.filter(author="desk").count() == 1
