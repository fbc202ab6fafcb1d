"""Turns of conversations between processes: one queue per conversation in Redis, changed by scripts only.

Each who waits keeps a lease of a few seconds; whoever stops renewing it (a crashed process) is passed over. The
turn is handed over by a list on which the next one blocks, so nobody polls.
"""
from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from redis import asyncio as redis

from runtime.memory_queue import NoTurn

LEASE = 10.0     # seconds that a process may be silent before it is passed over
RENEWAL = 2.5    # seconds between renewals, and the longest wait for a turn whose holder crashed once its lease is over

# KEYS: queue. ARGV: ticket, lease in ms. Enters the queue unless it is there, renews the lease, drops the crashed at
# the head; returns 1 when it is the ticket's turn.
_ENTER = """
local queue, ticket = KEYS[1], ARGV[1]
redis.call('SET', queue .. ':' .. ticket, 1, 'PX', ARGV[2])
if not redis.call('LPOS', queue, ticket) then redis.call('RPUSH', queue, ticket) end
redis.call('PEXPIRE', queue, ARGV[2] * 6)
local head = redis.call('LINDEX', queue, 0)
while head ~= ticket and redis.call('EXISTS', queue .. ':' .. head) == 0 do
  redis.call('LPOP', queue)
  head = redis.call('LINDEX', queue, 0)
end
return head == ticket and 1 or 0
"""
# KEYS: queue. ARGV: ticket. Leaves, and wakes the next.
_LEAVE = """
local queue, ticket = KEYS[1], ARGV[1]
local was_first = redis.call('LINDEX', queue, 0) == ticket
redis.call('LREM', queue, 0, ticket)
redis.call('DEL', queue .. ':' .. ticket, queue .. ':wake:' .. ticket)
local head = redis.call('LINDEX', queue, 0)
if was_first and head then
  redis.call('RPUSH', queue .. ':wake:' .. head, 1)
  redis.call('PEXPIRE', queue .. ':wake:' .. head, 60000)
end
"""


class RedisQueue:
    """Turns held through one Redis server (6.0.6 or newer)."""

    def __init__(self, url: str) -> None:
        self._redis = redis.from_url(url, max_connections=None)
        self._enter = self._redis.register_script(_ENTER)
        self._leave = self._redis.register_script(_LEAVE)

    @asynccontextmanager
    async def turn(self, key: str, patience: float) -> AsyncGenerator[None, None]:
        """Holds `key` alone among all processes; see MemoryQueue.turn."""
        queue, ticket = f"guichet:turn:{key}", uuid.uuid4().hex
        try:
            await self._wait(queue, ticket, time.monotonic() + patience)
            renewing = asyncio.create_task(self._renew(queue, ticket, time.monotonic() + patience))
            try:
                yield
            finally:
                renewing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await renewing
        finally:
            await self._leave(keys=[queue], args=[ticket])

    async def _wait(self, queue: str, ticket: str, until: float) -> None:
        while not await self._enter(keys=[queue], args=[ticket, int(LEASE * 1000)]):
            if time.monotonic() > until:
                raise NoTurn
            await self._redis.blpop([f"{queue}:wake:{ticket}"], timeout=RENEWAL)

    async def _renew(self, queue: str, ticket: str, until: float) -> None:
        """Keeps the lease for as long as a turn may last."""
        while time.monotonic() < until:
            await asyncio.sleep(RENEWAL)
            with contextlib.suppress(redis.RedisError):
                await self._enter(keys=[queue], args=[ticket, int(LEASE * 1000)])
