"""Gives each accepted event its turn with the assistant, once and in order, and its replies to the outbox.

A crash may fall anywhere: before Rasa saved the turn, nothing happened and the turn is run again; after, the tracker
holds the message's id, and its replies are taken from there (docs/decisions/005-messenger.md).
"""
from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from channels.messenger import erasure, inbox, state
from channels.messenger.assistant import Assistant
from channels.messenger.database import Database
from channels.messenger.events import Event
from channels.messenger.graph import Graph, GraphError
from channels.messenger.leases import Leases
from channels.messenger.output import outgoing
from channels.messenger.render import Sign
from channels.messenger.service import Loop
from channels.messenger.texts import reaction
from channels.texts import text

logger = logging.getLogger(__name__)
AT_ONCE = 2                 # turns under way in one process; more would only delay the webhook's 200
SILENCE = 24 * 3600         # seconds after which the assistant says again that it is automatic
MOST_ATTEMPTS = 6           # then the person is told that it failed
LONGEST_PAUSE = 20.0


class Turns(Loop):
    """Takes events from the inbox, in this process; several processes share the work by leases."""

    at_once = AT_ONCE

    def __init__(
        self, database: Database, leases: Leases, assistant: Assistant, graph: Graph, sign: Sign,
        wake_sender: Callable[[], None],
    ) -> None:
        super().__init__("turn", database, leases)
        self._assistant, self._graph, self._sign, self._wake_sender = assistant, graph, sign, wake_sender
        self._gestures: set[asyncio.Task] = set()

    async def people(self, limit: int) -> list[str]:
        """See Loop; nobody while Rasa has no model: the messages wait for it."""
        return await self.database.call(inbox.people_waiting, limit) if self._assistant.ready() else []

    async def serve(self, person: str) -> None:
        """Gives a person's events their turns until none is left or one has to wait."""
        while not self.stopping:
            row = await self.database.call(inbox.begin, person)
            if row is None or not await self._one(row):
                return

    async def _one(self, row: dict[str, Any]) -> bool:
        event: Event = row["event"]
        self._gesture(event, "typing_on")
        try:
            disclose = event.kind == "text" and await self._owes_disclosure(row)
            replies = await self._replies(row, disclose)
            await self._finish(row, replies, disclose)
        except Exception as error:   # noqa: BLE001  whatever Rasa or the database raises, the message is kept
            return await self._failed(row, error)
        if not replies:
            self._gesture(event, "typing_off")
        return True

    async def _finish(
        self, row: dict[str, Any], replies: list[dict[str, Any]], disclosed: bool, end: str = "done"
    ) -> None:
        event: Event = row["event"]
        messages = outgoing(replies, event.key, event.person, self._sign)
        answered = event.sent if event.kind == "text" else None   # a reaction leaves the disclosure owed
        call = self.database.call
        if erasure.told(replies):
            await call(erasure.drop_unsent, event.person)
            messages.append(erasure.mark(event))
        if not await call(inbox.finish, row["id"], event.person, messages, answered, disclosed, end):
            logger.warning("messenger: an event was finished by another process")
        self._wake_sender()

    async def _replies(self, row: dict[str, Any], disclose: bool) -> list[dict[str, Any]]:
        event: Event = row["event"]
        conversation = state.conversation(event.person)
        replies = None
        if row["attempts"] > 1:
            replies = await self._assistant.replies(conversation, event.key)
        if replies is None:
            words = event.text if event.kind == "text" else None
            replies = await self._assistant.turn(conversation, event.key, words, _metadata(event, disclose))
        if event.kind != "text" and not replies:
            replies = await self._react(event, conversation)
        return replies

    async def _react(self, event: Event, conversation: str) -> list[dict[str, Any]]:
        owner, language = await self._assistant.holder(conversation)
        if owner != "assistant":
            return []   # someone of the city will look at it
        words = reaction(event.attachments[0]["type"] if event.kind == "attachment" else event.kind, language)
        await self._assistant.say(conversation, words, language)
        return [{"text": words}]

    async def _owes_disclosure(self, row: dict[str, Any]) -> bool:
        event: Event = row["event"]
        if row["human_spoke"]:   # has the conversation come back from a person?
            owner, _ = await self._assistant.holder(state.conversation(event.person))
            return owner == "assistant"
        return row["answered"] is None or event.sent - row["answered"] >= SILENCE

    async def _failed(self, row: dict[str, Any], error: Exception) -> bool:
        event: Event = row["event"]
        logger.error("messenger: turn failed (%s), attempt %d", type(error).__name__, row["attempts"])
        if row["attempts"] < MOST_ATTEMPTS:
            pause = min(LONGEST_PAUSE, 0.5 * 2.0 ** row["attempts"])
            await self.database.call(inbox.postpone, row["id"], pause)
            return False
        apology = [{"text": f"{text('failure', 'fr')}\n\n{text('failure', 'en')}"}]
        await self.database.call(_record, f"turn:{event.key}", event.person, type(error).__name__)
        await self._finish(row, apology, disclosed=False, end="failed")
        return True

    def _gesture(self, event: Event, action: str) -> None:
        """Shows that the assistant is writing, if it may and has time for it; nothing depends on it."""
        if len(self._gestures) < self.at_once and time.time() - event.sent < state.OPEN:
            task = asyncio.create_task(self._act(event.person, action))
            self._gestures.add(task)
            task.add_done_callback(self._gestures.discard)

    async def _act(self, person: str, action: str) -> None:
        try:
            await self._graph.act(person, action)
        except GraphError as error:
            logger.info("messenger: %s not shown (%s)", action, error.code)


def _metadata(event: Event, disclose: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "refused": event.refused, "location": event.location, "attachments": event.attachments,
        "disclose": disclose, "edits": event.edits,
        "edited_text": event.text if event.kind == "edit" else None,
    }
    return {name: value for name, value in found.items() if value}


def _record(database: Database, key: str, person: str, code: str) -> None:
    with database.write() as connection:
        state.record(database, connection, key, person, "turn", code[:32])
