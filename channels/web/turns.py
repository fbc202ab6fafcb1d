"""Answers citizens' messages: each one once, in order, even if a worker stops in the middle."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet, UserUttered

from channels.failures import where
from channels.texts import text as sentence
from channels.web.bus import Bus
from channels.web.output import WebOutput
from channels.web.store import LEASE, Row, Store

logger = logging.getLogger(__name__)
GRACE = 10.0   # seconds that a stopping worker gives to the answers under way


class Turns:
    """Hands messages to Rasa one after the other for each conversation.

    Args:
        agent: gives Rasa's agent of this worker.
        on_new_message: Rasa's handler.
    """

    def __init__(
        self, store: Store, bus: Bus, agent: Callable[[], Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> None:
        self._store, self._bus, self._agent, self._on_new_message = store, bus, agent, on_new_message
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._newest: dict[str, asyncio.Task[None]] = {}
        self._keeper: asyncio.Task[None] | None = None

    async def receive(
        self, conversation: str, client: str, text: str, metadata: dict[str, Any], language: str
    ) -> tuple[int, asyncio.Task[None] | None]:
        """Writes a message down, then has it answered.

        Returns:
            (number, task that ends with the answer); the task is None for a message that was already received.
        """
        data = {"text": text, "metadata": metadata, "language": language}
        seq, is_new = await self._store.run(self._store.receive, conversation, client, data)
        if not is_new:
            return seq, self._running.get((conversation, seq))
        await self._bus.wake(conversation)
        return seq, self._start(conversation, seq, data, again=False)

    async def start(self) -> None:
        """Begins to take up what other workers left."""
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Lets the answers under way end; what does not end in time is taken up later by another worker."""
        if self._keeper:
            self._keeper.cancel()
        if self._running:
            await asyncio.wait(self._running.values(), timeout=GRACE)

    def _start(self, conversation: str, seq: int, data: dict[str, Any], again: bool) -> asyncio.Task[None]:
        before = self._newest.get(conversation)
        task = asyncio.create_task(self._answer(conversation, seq, data, again, before))
        self._running[(conversation, seq)] = self._newest[conversation] = task
        task.add_done_callback(lambda done: self._forget(conversation, seq, done))
        return task

    def _forget(self, conversation: str, seq: int, task: asyncio.Task[None]) -> None:
        self._running.pop((conversation, seq), None)
        if self._newest.get(conversation) is task:
            del self._newest[conversation]

    async def _answer(
        self, conversation: str, seq: int, data: dict[str, Any], again: bool, before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:
            await asyncio.wait({before})
        already = await self._store.run(self._store.said_in, conversation, seq) if again else []
        output = WebOutput(self._store, self._bus, seq, already)
        try:
            if not (again and await self._was_answered(conversation, seq)):
                if seq == 1 or again:
                    await self._open_in(data["language"], conversation, output)
                await self._on_new_message(_message(conversation, seq, data, output))
        except Exception as error:   # noqa: BLE001  whatever fails, the citizen gets words
            logger.error("web message failed: %s", where(error))
            await output.send_text_message(conversation, sentence("failure", data["language"]), metadata=data)
        await self._store.run(self._store.done, conversation, seq)
        await self._bus.wake(conversation)

    async def _open_in(self, language: str, conversation: str, output: WebOutput) -> None:
        """A new conversation begins in the language of the page; what the citizen writes may change it."""
        agent = self._agent()
        async with agent.lock_store.lock(conversation):
            if await agent.tracker_store.retrieve(conversation) is not None:
                return
            tracker = await agent.processor.fetch_tracker_with_initial_session(conversation, output)
            tracker.update(SlotSet("language", language))
            await agent.tracker_store.save(tracker)

    async def _was_answered(self, conversation: str, seq: int) -> bool:
        tracker = await self._agent().tracker_store.retrieve(conversation)
        told = (event for event in tracker.events if isinstance(event, UserUttered)) if tracker else ()
        return any(event.message_id == _message_id(conversation, seq) for event in told)

    async def _keep(self) -> None:
        """Renews this worker's leases, and takes up what was abandoned."""
        while True:
            try:
                await self._store.run(self._store.renew, list(self._running))
                for row in await self._store.run(self._store.claim_abandoned):
                    self._take_up(row)
            except Exception as error:   # noqa: BLE001  the database may be away for a while
                logger.error("web messages: %s while looking for abandoned ones", type(error).__name__)
            await asyncio.sleep(LEASE / 4)

    def _take_up(self, row: Row) -> None:
        if (row.conversation, row.seq) not in self._running:
            logger.warning("web: a message left by another worker is taken up")
            self._start(row.conversation, row.seq, row.data, again=True)


def _message_id(conversation: str, seq: int) -> str:
    return f"{conversation}.{seq}"


def _message(conversation: str, seq: int, data: dict[str, Any], output: WebOutput) -> UserMessage:
    return UserMessage(
        data["text"], output, conversation, input_channel=WebOutput.name(),
        message_id=_message_id(conversation, seq), metadata=data["metadata"],
    )
