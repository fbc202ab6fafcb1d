"""Tells open desks which conversations changed, as soon as they do.

Each process looks at the table for what was touched since its last look: at once when the change was made
here, every POLL seconds otherwise, so that several processes need nothing more than the database. Changes that
come within GAP seconds of a look are told together. What is asked of the database here has one thread, and so
one connection, for all live connections of the process.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from desk.models import Conversation, Handoff

logger = logging.getLogger(__name__)

POLL = 0.25                        # seconds
GAP = 0.05                         # seconds between two looks, at least
OVERLAP = timedelta(seconds=3)     # a transaction may be seen that long after the moment that it bears
MOST = 200                         # conversations of which a desk that comes back is told; it reloads its lists anyway

_thread = ThreadPoolExecutor(1, thread_name_prefix="live")


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
            try:
                seen, rows = await in_thread(_look, since - OVERLAP, seen)
            except DatabaseError as error:     # the database is away, which must not end the watch
                logger.error("live: %s", type(error).__name__)
                await asyncio.sleep(1)
                continue
            since = max([since, *seen.values()])
            if rows:
                self._tell(rows)
            await asyncio.sleep(GAP)

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


async def in_thread(call: Callable, *arguments: Any) -> Any:
    """What a call that uses the database returns, from the thread of the live connections."""
    return await asyncio.get_running_loop().run_in_executor(_thread, _connected, call, arguments)


def _connected(call: Callable, arguments: tuple) -> Any:
    close_old_connections()      # this thread sees no request begin or end
    return call(*arguments)


hub = Hub()


def touch(conversation: Conversation) -> None:
    """Marks a conversation as changed and tells open desks once the transaction is done."""
    touched(conversation)
    Conversation.objects.filter(pk=conversation.pk).update(touched_at=conversation.touched_at)


def touched(conversation: Conversation) -> None:
    """The same for who saves the row."""
    conversation.touched_at = timezone.now()
    transaction.on_commit(hub.wake)


def touched_since(moment: datetime) -> list[dict]:
    """Conversations touched since a moment, described, oldest first; the newest of them if they are very many."""
    newest = Conversation.objects.filter(touched_at__gt=moment).order_by("-touched_at").values_list("pk", flat=True)
    return describe(newest[:MOST])


def _look(since: datetime, seen: dict[int, datetime]) -> tuple[dict[int, datetime], list[dict]]:
    """When the conversations touched since a moment were, and a description of those that `seen` does not have so."""
    touched = dict(Conversation.objects.filter(touched_at__gt=since).order_by().values_list("pk", "touched_at"))
    fresh = [pk for pk, at in touched.items() if seen.get(pk) != at]
    return touched, describe(fresh) if fresh else []


def describe(pks: Collection[int]) -> list[dict]:
    """What an open desk must know to decide what to fetch and whether to ring; nothing of what was said."""
    pks = list(pks)
    open_ones = defaultdict(list)
    rows = Handoff.objects.filter(conversation__in=pks).exclude(state=Handoff.State.CLOSED).order_by()
    for pk, state, holder, created in rows.values_list("conversation", "state", "holder", "created_at"):
        open_ones[pk].append((state, holder, created.timestamp()))
    found = Conversation.objects.filter(pk__in=pks).order_by("touched_at")
    return [_described(*row, open_ones[row[0]]) for row in found.values_list("pk", "touched_at", "citizen_at")]


def _described(pk: int, touched: datetime, citizen: datetime | None, handoffs: list[tuple]) -> dict:
    waiting = [created for state, _, created in handoffs if state == Handoff.State.WAITING]
    return {
        "id": pk,
        "at": touched.timestamp(),
        "citizen": citizen.timestamp() if citizen else 0,
        "waiting": len(waiting),
        "holders": [holder for _, holder, _ in handoffs if holder],
        "since": max(waiting, default=0),
    }
