"""Turns of conversations within one process, first come first served."""
from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class NoTurn(Exception):
    """The turn did not come in time."""


class MemoryQueue:
    """One queue per conversation; a queue nobody is in takes no memory."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def turn(self, key: str, patience: float) -> AsyncGenerator[None, None]:
        """Holds `key` alone.

        Args:
            patience: seconds to wait, and after which a holder that hangs is passed over.
        Raises:
            NoTurn: when the wait is too long.
        """
        mine = asyncio.get_running_loop().create_future()
        queue = self._waiting.setdefault(key, deque())
        queue.append(mine)
        try:
            if queue[0] is not mine:
                await self._wait(mine, patience)
            passing = asyncio.get_running_loop().call_later(patience, self._leave, key, mine)
            try:
                yield
            finally:
                passing.cancel()
        finally:
            self._leave(key, mine)

    @staticmethod
    async def _wait(mine: asyncio.Future[None], patience: float) -> None:
        await asyncio.wait({mine}, timeout=patience)
        if not mine.done():
            raise NoTurn

    def _leave(self, key: str, mine: asyncio.Future[None]) -> None:
        queue = self._waiting.get(key)
        if queue is None or mine not in queue:
            return
        was_first = queue[0] is mine
        queue.remove(mine)
        if not queue:
            del self._waiting[key]
        elif was_first and not queue[0].done():
            queue[0].set_result(None)
