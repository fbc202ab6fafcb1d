"""Lines that only agents see: their notes, and facts such as « claimed »."""

from datetime import datetime

from django.utils import timezone

from desk.models import Agent, Conversation, Message


def fact(conversation: Conversation, code: str, agent: Agent | None = None, at: datetime | None = None) -> Message:
    """Adds a fact by its code; templates say it in the reader's language."""
    return Message.objects.create(
        conversation=conversation, author=Message.Author.FACT, agent=agent, text=code, at=at or timezone.now()
    )


def note(conversation: Conversation, agent: Agent, text: str) -> Message:
    """Adds an internal note."""
    return Message.objects.create(
        conversation=conversation, author=Message.Author.NOTE, agent=agent, text=text, at=timezone.now()
    )
