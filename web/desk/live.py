"""Tells open desks which conversations changed, as soon as they do.

Each process looks at the table for what was touched since its last look: at once when the change was made
here, every POLL seconds otherwise, so that several processes need nothing more than the database.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from desk.models import Conversation, Handoff

logger = logging.getLogger(__name__)

POLL = 0.25                        # seconds
OVERLAP = timedelta(seconds=3)     # a transaction may be seen that long after the moment that it bears
MOST = 200


class Hub:
    """The listeners of one process."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken: asyncio.Event | None = None
        self._task: asyncio.Task | None = None

    def wake(self) -> None:
        """Says that something changed; callable from any thread, cheap when nobody listens."""
        loop, woken = self._loop, self._woken
        if loop and woken and not loop.is_closed():
            loop.call_soon_threadsafe(woken.set)

    def subscribe(self) -> asyncio.Queue:
        """A place where changes are kept from now on, for `listen`."""
        queue: asyncio.Queue = asyncio.Queue(maxsize=1000)
        self._queues.add(queue)
        self._start()
        return queue

    async def listen(self, queue: asyncio.Queue) -> AsyncIterator[list[dict]]:
        """Yields lists of changed conversations (see `describe`); an empty list every 15 seconds of silence."""
        while True:
            try:
                yield await asyncio.wait_for(queue.get(), 15)
            except asyncio.TimeoutError:
                yield []

    def unsubscribe(self, queue: asyncio.Queue) -> None:
        """Ends a place."""
        self._queues.discard(queue)

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._loop, self._woken = asyncio.get_running_loop(), asyncio.Event()
            self._task = self._loop.create_task(self._watch())

    async def _watch(self) -> None:
        since, seen = timezone.now(), {}
        while self._queues:
            await self._rest()
            found = await self._look(since - OVERLAP)
            fresh = [row for row in found if seen.get(row["id"]) != row["at"]]
            seen = {row["id"]: row["at"] for row in found}
            if found:
                since = max(since, max(row["touched_at"] for row in found))
            if fresh:
                self._tell(fresh)

    async def _look(self, since: datetime) -> list[dict]:
        """What was touched; nothing while the database is away, which must not end the watch."""
        try:
            return await sync_to_async(_fresh(touched_since), thread_sensitive=False)(since)
        except DatabaseError as error:
            logger.error("live: %s", type(error).__name__)
            await asyncio.sleep(1)
            return []

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), POLL)
        except asyncio.TimeoutError:
            return
        finally:
            self._woken.clear()

    def _tell(self, rows: list[dict]) -> None:
        for queue in self._queues:
            if queue.full():     # a client that does not read: it will reload the whole on reconnection
                continue
            queue.put_nowait(rows)


def _fresh(call: Callable) -> Callable:
    """The call, with a database connection that works: these threads see no request begin or end."""

    def checked(*arguments):
        close_old_connections()
        return call(*arguments)

    return checked


hub = Hub()


def touch(conversation: Conversation) -> None:
    """Marks a conversation as changed and tells open desks once the transaction is done."""
    conversation.touched_at = timezone.now()
    Conversation.objects.filter(pk=conversation.pk).update(touched_at=conversation.touched_at)
    transaction.on_commit(hub.wake)


def touched_since(moment: datetime) -> list[dict]:
    """Conversations touched since a moment, described, oldest first."""
    rows = Conversation.objects.filter(touched_at__gt=moment).order_by("touched_at")[:MOST]
    return [describe(row) for row in rows.prefetch_related("handoffs")]


def describe(conversation: Conversation) -> dict:
    """What an open desk must know to decide what to fetch and whether to ring; nothing of what was said."""
    open_ones = [h for h in conversation.handoffs.all() if h.state != Handoff.State.CLOSED]
    return {
        "id": conversation.pk,
        "at": conversation.touched_at.timestamp(),
        "touched_at": conversation.touched_at,
        "citizen": conversation.citizen_at.timestamp() if conversation.citizen_at else 0,
        "waiting": any(h.state == Handoff.State.WAITING for h in open_ones),
        "holders": [h.holder_id for h in open_ones if h.holder_id],
        "since": max((h.created_at.timestamp() for h in open_ones if h.state == Handoff.State.WAITING), default=0),
    }
