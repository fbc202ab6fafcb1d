"""The stream of one conversation's events, resumable from any number."""
from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from channels.web.bus import Bus
from channels.web.store import Store, UnknownConversation
from channels.web.wire import event, frame

HEARTBEAT = 15.0      # seconds; shorter than the idle time-outs of proxies and mobile networks
LONGEST = 1800.0      # seconds after which a page is asked to connect again, maybe to another worker
MOST_PER_WORKER = 6   # streams of one conversation
_PULSE = b": \n\n"


class Streams:
    """All streams of this worker."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self._store, self._bus, self._stopping = store, bus, False

    def full(self, conversation: str) -> bool:
        """Whether a conversation has all the streams it may have."""
        return self._bus.listeners(conversation) >= MOST_PER_WORKER

    def stop(self) -> None:
        """Ends all streams; their pages connect again."""
        self._stopping = True
        self._bus.wake_all()

    async def serve(self, conversation: str, seen: int, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Sends what comes after `seen`, then what happens, until the end of the stream's time.

        Ends at once when the conversation is not kept any more.
        """
        until, working, idle = time.monotonic() + LONGEST, None, False
        with self._bus.listening(conversation) as wake:
            while not self._stopping and time.monotonic() < until:
                wake.clear()
                try:
                    rows, waiting = await self._store.run(self._store.after, conversation, seen)
                except UnknownConversation:
                    await send(frame("gone", {}))
                    return
                chunk = b"".join(event(row) for row in rows)
                seen = rows[-1].seq if rows else seen
                if waiting != working:
                    working = waiting
                    chunk += frame("working", {"on": waiting})
                if chunk or idle:
                    await send(chunk or _PULSE)
                idle = not rows and not await _wait(wake)
            await send(frame("again", {}))


async def _wait(wake: asyncio.Event) -> bool:
    """Whether something happened before a heartbeat is due."""
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(wake.wait(), HEARTBEAT)
    return wake.is_set()
