"""Slots: who holds the conversation, the typed handoff, the verdict, an erasure."""

import time

import pytest
from desk import holding, ingest
from desk.models import Handoff

from tests.desk.conftest import bot, conversation_of, slot, user

pytestmark = pytest.mark.django_db
REASONS = ("asked", "not_understood", "form_stuck", "complaint", "other_city_matter", "crisis")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_arrives_typed(waiting, reason):
    handoff = waiting(
        "a",
        reason=reason,
        language="en",
        topic="report_pothole",
        summary=[{"field": "place", "value": "145, rue des Érables"}],
    )
    assert (handoff.reason, handoff.language, handoff.topic, handoff.kind) == (reason, "en", "report_pothole", "live")
    assert handoff.summary == [{"field": "place", "value": "145, rue des Érables"}]
    assert conversation_of("a").owner == "queue"


def test_a_message_left_waits_with_its_date_and_the_assistant_goes_on(db):
    record = {
        "id": "m1",
        "kind": "message",
        "reason": "other_city_matter",
        "due": "2026-11-24T16:00:00-05:00",
        "contact": {"phone": "450 555-0123"},
        "number": "26-00007",
    }
    ingest.take_in([user("a", "mon message"), slot("a", "handoff", record)])
    handoff = Handoff.objects.get(key="m1")
    assert (handoff.kind, handoff.state, handoff.number) == ("message", "waiting", "26-00007")
    assert handoff.contact == {"phone": "450 555-0123"}
    assert handoff.due_at.isoformat() == "2026-11-24T21:00:00+00:00"
    assert conversation_of("a").owner == "assistant"


def test_the_newest_owner_wins_whatever_comes_last(waiting):
    waiting("a")
    later = time.time() + 5
    ingest.take_in([slot("a", "owner", "agent", later, desk={"id": "x"})])
    ingest.take_in([slot("a", "owner", "queue", later - 3)])
    assert conversation_of("a").owner == "agent"


def test_someone_who_gives_up_leaves_the_queue(waiting):
    handoff = waiting("a")
    ingest.take_in([slot("a", "owner", "assistant", time.time() + 1)])
    handoff.refresh_from_db()
    assert (handoff.state, handoff.outcome) == ("closed", "cancelled")


def test_giving_up_while_an_agent_takes_it_leaves_it_to_the_agent(waiting, camille):
    handoff = waiting("a")
    holding.claim(handoff, camille)
    ingest.take_in([slot("a", "owner", "assistant", time.time() + 1)])
    handoff.refresh_from_db()
    assert (handoff.state, handoff.holder) == ("held", camille)


def test_a_second_handoff_while_one_is_held_is_not_doubled(waiting, camille):
    holding.claim(waiting("a"), camille)
    ingest.take_in([slot("a", "handoff", {"id": "other", "kind": "live", "reason": "asked"}, time.time() + 1)])
    assert not Handoff.objects.filter(key="other").exists()


def test_the_citizens_verdict_is_kept(waiting, camille):
    handoff = waiting("a")
    holding.claim(handoff, camille)
    holding.close(handoff, camille, camille.user)
    ingest.take_in([slot("a", "handoff", {"id": handoff.key, "settled": True, "rating": None})])
    ingest.take_in([slot("a", "handoff", {"id": handoff.key, "settled": True, "rating": 4})])
    handoff.refresh_from_db()
    assert (handoff.settled, handoff.rating) == (True, 4)


@pytest.mark.parametrize("rating", [0, 6, "5", None, 3.5])
def test_a_rating_out_of_range_is_left_out(waiting, rating):
    handoff = waiting("a")
    ingest.take_in([slot("a", "handoff", {"id": handoff.key, "rating": rating})])
    handoff.refresh_from_db()
    assert handoff.rating is None


def test_a_verdict_on_somebody_elses_handoff_changes_nothing(waiting):
    handoff = waiting("a")
    ingest.take_in([user("b", "bonjour"), slot("b", "handoff", {"id": handoff.key, "rating": 1})])
    handoff.refresh_from_db()
    assert handoff.rating is None


def test_an_erasure_takes_words_and_facts_away(waiting):
    handoff = waiting("a", summary=[{"field": "address", "value": "145, rue des Érables"}])
    ingest.take_in([bot("a", "Voulez-vous tout effacer?"), slot("a", "erase_requested", True, time.time() + 1)])
    handoff.refresh_from_db()
    said = conversation_of("a").messages.exclude(author="fact")
    assert not said.exists()
    assert (handoff.summary, handoff.state, handoff.outcome) == ([], "closed", "erased")


def test_unknown_slots_and_values_are_ignored(db):
    ingest.take_in(
        [user("a", "x"), slot("a", "owner", "mayor"), slot("a", "language", "es"), slot("a", "handoff", "x")]
    )
    found = conversation_of("a")
    assert (found.owner, found.language, found.handoffs.count()) == ("assistant", "fr", 0)


def test_an_erasure_takes_answered_messages_and_failed_words_and_keeps_what_is_owed(db):
    left = {"kind": "message", "contact": {"phone": "450 555-0123"}, "number": "26-7",
            "summary": [{"field": "description", "value": "mes mots"}]}
    ingest.take_in([user("a", "x"), *(slot("a", "handoff", {**left, "id": key}) for key in ("answered", "owed"))])
    Handoff.objects.filter(key="answered").update(state="closed", outcome="answered")
    for state in ("failed", "sent", "waiting"):
        conversation_of("a").commands.create(events=[{"text": "mots d'agente"}], state=state)
    ingest.take_in([slot("a", "erase_requested", True, time.time() + 1)])
    answered, owed = (Handoff.objects.get(key=key) for key in ("answered", "owed"))
    assert (answered.summary, answered.contact, answered.number, answered.outcome) == ([], {}, "", "answered")
    assert (owed.summary, owed.contact, owed.number) == (left["summary"], left["contact"], "26-7")
    assert [command.state for command in conversation_of("a").commands.all()] == ["waiting"]
