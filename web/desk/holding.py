"""Who holds a handoff: claim, release, transfer, give back, close. Each is one transaction; the tracker follows."""

from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from desk import audit, live, notes, speaking, texts
from desk.models import Agent, Conversation, Handoff
from desk.speaking import slot

State, Outcome, Owner = Handoff.State, Handoff.Outcome, Conversation.Owner


class Taken(Exception):
    """Someone else was first, or it is over."""


@transaction.atomic
def claim(handoff: Handoff, agent: Agent) -> None:
    """Takes what waits. Raises Taken: of any number who try at once, one succeeds."""
    now = timezone.now()
    won = Handoff.objects.filter(pk=handoff.pk, state=State.WAITING).update(
        state=State.HELD, holder=agent, claimed_at=now, active_at=now
    )
    if not won:
        raise Taken
    handoff.refresh_from_db()
    conversation = handoff.conversation
    notes.fact(conversation, "claimed", agent)
    audit.record(agent.user, "claim", conversation, handoff.key)
    if handoff.live:
        hello = texts.reply("utter_desk_claimed", conversation.language, agent=agent.name)
        speaking.say(conversation, hello, [slot("owner", Owner.AGENT), slot("choices", None)])
    live.touch(conversation)


@transaction.atomic
def release(handoff: Handoff, agent: Agent | None, by: User | None, why: str) -> None:
    """Puts a held conversation back in the queue, at its place. Raises Taken when it is not held (by `agent`).

    Args:
        agent: the holder it must still have; None for any.
        by: who asks; None for the clock.
        why: released, silent, absent, signed_out.
    """
    _leave(handoff, agent, state=State.WAITING, holder=None, told_at=timezone.now(), told_position=None)
    conversation = handoff.conversation
    notes.fact(conversation, f"released:{why}", by.agent if by else None)
    audit.record(by, f"release:{why}", conversation, handoff.key)
    if handoff.live:
        text = texts.reply("utter_desk_returned_to_queue", conversation.language)
        speaking.say(conversation, text, [slot("owner", Owner.QUEUE)], [back_choice(conversation.language)])
    live.touch(conversation)


@transaction.atomic
def transfer(handoff: Handoff, agent: Agent | None, to: Agent, by: User) -> None:
    """Hands a held conversation to a colleague. Raises Taken."""
    now = timezone.now()
    _leave(handoff, agent, holder=to, active_at=now)
    conversation = handoff.conversation
    notes.fact(conversation, f"transferred:{to.name}", by.agent)
    audit.record(by, "transfer", conversation, to.user.username)
    if handoff.live:
        text = texts.reply("utter_desk_transferred", conversation.language, agent=to.name)
        speaking.say(conversation, text, [slot("owner", Owner.AGENT)])
    live.touch(conversation)


@transaction.atomic
def give_back(handoff: Handoff, agent: Agent | None, by: User, settled: bool) -> None:
    """Gives the conversation back to the assistant, which says so. Raises Taken.

    Args:
        settled: what the citizen had begun with the assistant is done: it is not asked again.
    """
    _leave(handoff, agent, state=State.CLOSED, outcome=Outcome.RETURNED, closed_at=timezone.now())
    conversation = handoff.conversation
    notes.fact(conversation, "outcome:returned", by.agent)
    audit.record(by, "give_back", conversation, handoff.key)
    changes = [slot("owner", Owner.ASSISTANT), slot("choices", None), slot("misunderstood", 0)]
    if settled:
        changes.append(slot("tasks", []))
    speaking.say(conversation, texts.reply("utter_desk_given_back", conversation.language), changes)
    live.touch(conversation)


@transaction.atomic
def close(handoff: Handoff, agent: Agent | None, by: User) -> None:
    """Ends it: the citizen is asked whether it is settled, then for a rating. Raises Taken."""
    outcome = Outcome.CLOSED if handoff.live else Outcome.ANSWERED
    _leave(handoff, agent, state=State.CLOSED, outcome=outcome, closed_at=timezone.now())
    conversation = handoff.conversation
    notes.fact(conversation, f"outcome:{outcome}", by.agent)
    audit.record(by, "close", conversation, handoff.key)
    if handoff.live:
        language = conversation.language
        changes = [slot("owner", Owner.ASSISTANT), slot("tasks", []), slot("misunderstood", 0)]
        text = texts.reply("utter_desk_closed", language)
        speaking.say(conversation, text, changes, validation_choices(handoff, language))
    live.touch(conversation)


@transaction.atomic
def expire(handoff: Handoff) -> None:
    """Nobody came in time: back to the assistant, with a message to leave. Raises Taken when someone just came."""
    done = Handoff.objects.filter(pk=handoff.pk, state=State.WAITING).update(
        state=State.CLOSED, outcome=Outcome.EXPIRED, closed_at=timezone.now()
    )
    if not done:
        raise Taken
    conversation = handoff.conversation
    notes.fact(conversation, "outcome:expired")
    changes = [slot("owner", Owner.ASSISTANT), slot("misunderstood", 0)]
    text = texts.reply("utter_desk_expired", conversation.language)
    speaking.say(conversation, text, changes, [message_choice(conversation.language)])
    live.touch(conversation)


@transaction.atomic
def join(conversation: Conversation, agent: Agent) -> Handoff:
    """An agent enters a conversation that the assistant holds, to answer a message left there. Raises Taken."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    if conversation.handoffs.filter(kind=Handoff.Kind.LIVE).exclude(state=State.CLOSED).exists():
        raise Taken
    handoff = Handoff.objects.create(
        key=uuid4().hex, conversation=conversation, kind=Handoff.Kind.LIVE, reason=Handoff.Reason.AGENT,
        language=conversation.language, topic=conversation.topic,
    )
    claim(handoff, agent)
    return handoff


def back_choice(language: str) -> dict:
    """The button that brings someone who waits back to the assistant."""
    return {"title": texts.phrase("choice", "back_to_assistant", language), "value": {"action": "action_cancel"}}


def message_choice(language: str) -> dict:
    """The button that takes a message."""
    request = {"topic": "talk_to_human", "text": "", "entities": []}
    value = {"action": "action_service_request", "request": request}
    return {"title": texts.phrase("choice", "message", language), "value": value}


def validation_choices(handoff: Handoff, language: str) -> list[dict]:
    """Is it settled? The answers come back as a typed event, through the action `action_validate_handoff`."""
    return [
        {
            "title": texts.phrase("choice", key, language),
            "value": {"action": "action_validate_handoff", "handoff": handoff.key, "settled": settled},
        }
        for key, settled in (("settled_yes", True), ("settled_no", False))
    ]


def _leave(handoff: Handoff, agent: Agent | None, **columns) -> None:
    held = Handoff.objects.filter(pk=handoff.pk, state=State.HELD)
    if agent is not None:
        held = held.filter(holder=agent)
    if not held.update(**columns):
        raise Taken
    handoff.refresh_from_db()
