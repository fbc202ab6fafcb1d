"""Claim, release, transfer, give back, close: one transaction each, and what the tracker is told."""

import pytest
from desk import holding
from desk.models import AuditEntry, Command, Handoff

pytestmark = pytest.mark.django_db


def told(handoff) -> dict:
    """Slots and words of the newest command."""
    events = Command.objects.filter(conversation=handoff.conversation).order_by("pk").last().events
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    words = [event for event in events if event["event"] == "bot"]
    return {"slots": slots, "words": words, "text": words[0]["text"] if words else None}


def test_a_claim_tells_the_tracker_and_the_citizen(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    heard = told(handoff)
    assert heard["slots"] == {"owner": "agent", "choices": None}
    assert "Camille" in heard["text"]
    assert (handoff.state, handoff.holder) == ("held", camille)


def test_of_two_claims_one_wins(waiting, camille, dominique):
    handoff = waiting()
    holding.claim(Handoff.objects.get(pk=handoff.pk), camille)
    with pytest.raises(holding.Taken):
        holding.claim(Handoff.objects.get(pk=handoff.pk), dominique)
    assert Command.objects.count() == 1


def test_release_puts_back_at_the_same_place_with_a_way_out(waiting, camille):
    handoff, later = waiting(), waiting()
    holding.claim(handoff, camille)
    holding.release(handoff, camille, camille.user, "released")
    heard = told(handoff)
    assert heard["slots"]["owner"] == "queue"
    assert heard["slots"]["choices"][0]["value"] == {"action": "action_cancel"}
    assert [b["title"] for b in heard["words"][0]["data"]["buttons"]] == ["Revenir à l'assistant"]
    from desk import waiting as queue

    assert list(queue.positions()) == [handoff.pk, later.pk]


def test_only_the_holder_releases(waiting, camille, dominique):
    handoff = waiting()
    holding.claim(handoff, camille)
    with pytest.raises(holding.Taken):
        holding.release(handoff, dominique, dominique.user, "released")


def test_a_transfer_changes_the_holder_and_says_so(waiting, camille, dominique):
    handoff = waiting()
    holding.claim(handoff, camille)
    holding.transfer(handoff, camille, dominique, camille.user)
    assert handoff.holder == dominique
    assert "Dominique" in told(handoff)["text"]


@pytest.mark.parametrize(("settled", "tasks"), [(True, {"tasks": []}), (False, {})])
def test_giving_back_says_that_it_is_automatic_again(waiting, camille, settled, tasks):
    handoff = waiting()
    holding.claim(handoff, camille)
    holding.give_back(handoff, camille, camille.user, settled)
    heard = told(handoff)
    assert heard["slots"] == {"owner": "assistant", "choices": None, "misunderstood": 0, **tasks}
    assert "assistant virtuel" in heard["text"]
    assert (handoff.state, handoff.outcome) == ("closed", "returned")


def test_closing_asks_whether_it_is_settled(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    holding.close(handoff, camille, camille.user)
    choices = told(handoff)["slots"]["choices"]
    assert [choice["value"] for choice in choices] == [
        {"action": "action_validate_handoff", "handoff": handoff.key, "settled": settled} for settled in (True, False)
    ]


def test_closing_a_message_says_nothing_in_the_conversation(waiting, camille):
    handoff = waiting(kind="message")
    holding.claim(handoff, camille)
    holding.close(handoff, camille, camille.user)
    assert (handoff.outcome, Command.objects.count()) == ("answered", 0)


def test_when_nobody_comes_a_message_is_offered(waiting):
    handoff = waiting()
    holding.expire(handoff)
    heard = told(handoff)
    assert heard["slots"]["owner"] == "assistant"
    assert heard["slots"]["choices"][0]["value"]["action"] == "action_service_request"


def test_the_clock_loses_against_an_agent(waiting, camille):
    handoff = waiting()
    holding.claim(handoff, camille)
    with pytest.raises(holding.Taken):
        holding.expire(handoff)


def test_english_is_spoken_to_who_speaks_it(waiting, camille):
    from desk import ingest

    from tests.desk.conftest import slot

    handoff = waiting("en")
    ingest.take_in([slot("en", "language", "en")])
    holding.claim(Handoff.objects.get(pk=handoff.pk), camille)
    assert told(handoff)["text"].startswith("Hello")


def test_an_agent_may_join_a_conversation_that_the_assistant_holds(waiting, camille):
    left = waiting(kind="message")
    joined = holding.join(left.conversation, camille)
    assert (joined.kind, joined.reason, joined.holder) == ("live", "agent", camille)
    with pytest.raises(holding.Taken):
        holding.join(left.conversation, camille)


def test_every_gesture_is_in_the_audit_log_without_words(waiting, camille, dominique):
    handoff = waiting()
    holding.claim(handoff, camille)
    holding.transfer(handoff, camille, dominique, camille.user)
    holding.release(handoff, dominique, None, "silent")
    holding.claim(handoff, camille)
    holding.close(handoff, camille, camille.user)
    rows = list(AuditEntry.objects.order_by("pk").values_list("username", "action"))
    assert rows == [
        ("camille", "claim"),
        ("camille", "transfer"),
        ("", "release:silent"),
        ("camille", "claim"),
        ("camille", "close"),
    ]
