"""How often something may be done, counted in fixed windows, by this worker or by all of them through Redis."""
from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping

from redis import asyncio as redis

_SWEEP = 10_000   # counters in memory above which those of past windows are dropped


class TooOften(Exception):
    """A limit is passed; `seconds` until it may be done again."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class Rates:
    """Counts what is done, per limit and per key.

    Args:
        limits: `{name: (count, seconds)}`.
        url: redis://… when several workers count together, else memory://.
    """

    def __init__(self, limits: Mapping[str, tuple[int, float]], url: str = "memory://") -> None:
        self._limits = limits
        self._counts: dict[str, tuple[int, float]] = {}   # counter: (count, end of its window)
        self._redis = None if url.startswith("memory://") else redis.from_url(url)

    async def count(self, name: str, key: str) -> None:
        """Counts one more.

        Raises:
            TooOften: above the limit. When Redis is away, this worker counts alone.
        """
        most, seconds = self._limits[name]
        window = int(time.time() // seconds)
        # A network address is personal information: only its digest is kept, and not longer than its window.
        counter = f"guichet:rate:{name}:{window}:{hashlib.blake2s(key.encode(), digest_size=12).hexdigest()}"
        if await self._more(counter, seconds) > most:
            raise TooOften(max(1, round((window + 1) * seconds - time.time())))

    async def _more(self, counter: str, seconds: float) -> int:
        if self._redis is not None:
            try:
                async with self._redis.pipeline() as batch:
                    count, _ = await batch.incr(counter).expire(counter, int(seconds) + 1).execute()
                return int(count)
            except redis.RedisError:
                pass
        return self._more_here(counter, time.time() + seconds)

    def _more_here(self, counter: str, end: float) -> int:
        if len(self._counts) > _SWEEP:
            self._counts = {name: value for name, value in self._counts.items() if value[1] > time.time()}
        count = self._counts.get(counter, (0, 0.0))[0] + 1
        self._counts[counter] = (count, end)
        return count

    async def close(self) -> None:
        """Closes the connection to Redis."""
        if self._redis is not None:
            await self._redis.close()
