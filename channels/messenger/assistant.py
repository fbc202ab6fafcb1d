"""The Rasa side of a turn: runs it once, and finds its replies again when a crash lost them."""
from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, UserUttered

from channels.messenger.output import NAME, Collected

NOTHING_SAID = {"text": None, "intent": {"name": None, "confidence": 0.0}, "entities": []}   # parsed: no words to read


class Assistant:
    """Rasa's agent as this channel uses it.

    Args:
        on_new_message: Rasa's handler of a UserMessage.
        agent: gives Rasa's agent; it exists only once the server has started.
    """

    def __init__(self, on_new_message: Callable[[UserMessage], Awaitable[Any]], agent: Callable[[], Any]) -> None:
        self._on_new_message, self._agent = on_new_message, agent

    def ready(self) -> bool:
        """Whether Rasa has a model; without one it would drop messages."""
        return self._agent().is_ready()

    async def turn(
        self, conversation: str, message_id: str, text: str | None, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Runs one turn and returns the replies, which the tracker holds by then.

        Args:
            text: None for what has no words: it is kept in the tracker and nothing is answered.

        Raises:
            Whatever Rasa raises; the tracker is then unchanged.
        """
        said = Collected()
        parsed = dict(NOTHING_SAID) if text is None else None
        await self._on_new_message(
            UserMessage(text, said, conversation, parsed, input_channel=NAME, message_id=message_id, metadata=metadata)
        )
        return said.replies

    async def replies(self, conversation: str, message_id: str) -> list[dict[str, Any]] | None:
        """What was answered to a message, or None when it has not had its turn. Waits for a turn under way."""
        agent = self._agent()
        async with agent.lock_store.lock(conversation):
            tracker = await agent.tracker_store.retrieve(conversation)
        return _replies(tracker.events if tracker else [], message_id)

    async def holder(self, conversation: str) -> tuple[str, str]:
        """(owner, language) of a conversation: assistant | queue | agent, fr | en."""
        tracker = await self._agent().tracker_store.retrieve(conversation)
        slots = tracker.current_slot_values() if tracker else {}
        return slots.get("owner") or "assistant", "en" if slots.get("language") == "en" else "fr"

    async def say(self, conversation: str, text: str, language: str) -> None:
        """Adds words of the channel to the conversation, so that the desk reads them too."""
        agent = self._agent()
        async with agent.lock_store.lock(conversation):
            tracker = await agent.tracker_store.retrieve(conversation)
            if tracker is not None:
                tracker.update(BotUttered(text, metadata={"metadata": {"language": language}}))
                await agent.tracker_store.save(tracker)


def _replies(events: Any, message_id: str) -> list[dict[str, Any]] | None:
    found: list[dict[str, Any]] | None = None
    for event in events:
        if isinstance(event, UserUttered):
            if found is not None:
                return found
            found = [] if event.message_id == message_id else None
        elif found is not None and isinstance(event, BotUttered) and not event.metadata.get("agent"):
            found.append(event.message())
    return found
