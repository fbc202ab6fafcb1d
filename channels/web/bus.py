"""Wakes those who listen to a conversation, in this worker or in all of them. It never carries what was said."""
from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from redis import asyncio as redis

logger = logging.getLogger(__name__)
CHANNEL = "guichet:web"
PAUSE = 1.0   # seconds before Redis is tried again


class Bus:
    """Within one worker."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def listening(self, conversation: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something happens in the conversation."""
        wake = asyncio.Event()
        self._listeners[conversation].add(wake)
        try:
            yield wake
        finally:
            self._listeners[conversation].discard(wake)
            if not self._listeners[conversation]:
                del self._listeners[conversation]

    def listeners(self, conversation: str) -> int:
        """How many listen to a conversation in this worker."""
        return len(self._listeners.get(conversation, ()))

    async def wake(self, conversation: str) -> None:
        """Tells all who listen; lets them send before the caller goes on to compute, so first words leave first."""
        self._wake_here(conversation)
        await asyncio.sleep(0.001)

    def wake_all(self) -> None:
        """Makes everybody look."""
        for conversation in list(self._listeners):
            self._wake_here(conversation)

    async def start(self) -> None:
        """Begins to hear the other workers."""

    async def stop(self) -> None:
        """Ends it."""

    def _wake_here(self, conversation: str) -> None:
        for wake in self._listeners.get(conversation, ()):
            wake.set()


class RedisBus(Bus):
    """Between workers, by Redis publish/subscribe.

    A notice lost while Redis is away costs a delay of one heartbeat, never a message: listeners read the store.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = redis.from_url(url, decode_responses=True)
        self._hearing: asyncio.Task[None] | None = None

    async def wake(self, conversation: str) -> None:
        """See Bus."""
        self._wake_here(conversation)
        try:
            await self._redis.publish(CHANNEL, conversation)
        except redis.RedisError as error:
            logger.error("events: Redis does not take notices (%s)", type(error).__name__)

    async def start(self) -> None:
        """See Bus."""
        self._hearing = asyncio.create_task(self._hear())

    async def stop(self) -> None:
        """See Bus."""
        if self._hearing:
            self._hearing.cancel()
        await self._redis.close()

    async def _hear(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as heard:
                    await heard.subscribe(CHANNEL)
                    self.wake_all()
                    async for notice in heard.listen():
                        self._wake_here(notice["data"])
            except redis.RedisError as error:
                logger.error("events: Redis is away (%s)", type(error).__name__)
                await asyncio.sleep(PAUSE)


def make_bus(url: str) -> Bus:
    """The bus of an address: memory:// or redis://…"""
    return Bus() if url.startswith("memory://") else RedisBus(url)
