"""Lock store of conversations: one message of a conversation at a time, in the order they came.

Rasa's own RedisLockStore reads, changes and writes its ticket queue without atomicity, and polls once a second
(shared design.md section 8). Here a queue hands the turn over: in memory for one worker, in Redis for several.
"""
from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockError, LockStore
from rasa.shared.exceptions import RasaException

from runtime.memory_queue import MemoryQueue, NoTurn
from runtime.redis_queue import RedisQueue


class AtomicLockStore(LockStore):
    """Locks by queue. `url` of endpoints.yml is memory:// or redis://… (rediss://, unix://).

    Raises:
        RasaException: for another address, or for memory:// with several workers.
    """

    def __init__(self, endpoint_config: Any = None) -> None:
        self._queue = _queue(getattr(endpoint_config, "url", None) or "memory://")
        super().__init__()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the conversation; waits for those who came before.

        Raises:
            LockError: when the turn does not come within `lock_lifetime` seconds.
        """
        try:
            async with self._queue.turn(conversation_id, lock_lifetime):
                yield TicketLock(conversation_id)
        except NoTurn as error:
            raise LockError(f"no turn within {lock_lifetime:.0f} s") from error

    def is_someone_waiting(self, conversation_id: str) -> bool:
        """Never asked of this store: a queue cleans up after itself."""
        raise NotImplementedError("AtomicLockStore keeps no tickets to look at")


def _queue(url: str) -> MemoryQueue | RedisQueue:
    if url.startswith(("redis://", "rediss://", "unix://")):
        return RedisQueue(url)
    if not url.startswith("memory://"):
        raise RasaException("LOCK_STORE_URL must be memory:// or redis://…")
    if int(os.environ.get("SANIC_WORKERS") or 1) > 1:
        raise RasaException("several workers (SANIC_WORKERS) need LOCK_STORE_URL=redis://…")
    return MemoryQueue()
