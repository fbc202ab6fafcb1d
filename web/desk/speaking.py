"""Words that leave the desk towards a citizen, always through Rasa and the citizen's own channel."""

from typing import Any

from django.utils import timezone

from desk import live, outbox, window
from desk.models import Agent, Command, Conversation, Handoff, Message

MOST = 1900   # characters: what every channel carries in one message


class NotYours(Exception):
    """Only who holds the conversation may speak in it."""


class WindowClosed(Exception):
    """The channel takes no more words from a person: too long since the citizen wrote."""


def slot(name: str, value: Any) -> dict:
    """A slot change as Rasa reads it."""
    return {"event": "slot", "name": name, "value": value, "metadata": {"desk": {"author": "desk"}}}


def bot(text: str, author: str, language: str, name: str = "", choices: list[dict] | None = None) -> dict:
    """A message as Rasa reads it.

    Args:
        author: `agent` for what a person wrote, `desk` for what is automatic.
        choices: `[{"title", "value"}]`, shown as buttons; the slot `choices` must be set to them.
    """
    data = {"buttons": [{"title": c["title"], "payload": c["title"]} for c in choices]} if choices else {}
    shown = {"author": "agent", "agent": True, "name": name} if author == "agent" else {}   # as our channels read it
    return {"event": "bot", "text": text, "data": data,
            "metadata": {"language": language, **shown, "desk": {"author": author}}}


def say(
    conversation: Conversation, text: str, changes: list[dict] = (), choices: list[dict] | None = None,
    silent: bool = False,
) -> Command:
    """Says something automatic, with the slot changes that go with it, in one command.

    Args:
        silent: only the changes: nothing may be said, or can be.
    """
    live.touch(conversation)     # holds the row: lines of a conversation get their numbers in the order of their commits
    events, message = list(changes), None
    if choices:
        events.append(slot("choices", choices))
    if not silent and window.of(conversation).standard:
        events.append(bot(text, "desk", conversation.language, choices=choices))
        message = Message.objects.create(
            conversation=conversation, author=Message.Author.DESK, text=text, at=timezone.now(),
            buttons=[choice["title"] for choice in choices or []],
        )
    return outbox.send(conversation, events, message)


def answer(handoff: Handoff, agent: Agent, text: str) -> Message:
    """An agent's words. The caller has locked the conversation.

    Raises:
        NotYours: when the agent does not hold the conversation.
        WindowClosed: when the channel's time is over.
    """
    if not handoff.live or handoff.state != Handoff.State.HELD or handoff.holder_id != agent.pk:
        raise NotYours
    conversation = handoff.conversation
    if not window.of(conversation).open:
        raise WindowClosed
    now = timezone.now()
    message = Message.objects.create(
        conversation=conversation, author=Message.Author.AGENT, agent=agent, text=text, at=now
    )
    outbox.send(conversation, [bot(text, "agent", conversation.language, agent.name)], message)
    Conversation.objects.filter(pk=conversation.pk).update(answered_at=now)
    Handoff.objects.filter(pk=handoff.pk).update(active_at=now)
    Handoff.objects.filter(pk=handoff.pk, replied_at=None).update(replied_at=now)
    live.touch(conversation)
    return message
