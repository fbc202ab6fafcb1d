"""Delivers the spool in order, for ever."""
from __future__ import annotations

import asyncio
import logging
import threading

from runtime.event_broker_spool import Spool
from runtime.event_broker_transport import NotDelivered, Transport

logger = logging.getLogger(__name__)

BATCH = 50
POLL = 0.5             # seconds between looks when nothing wakes it: another process may have left something
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 3.0    # seconds between attempts while the desk is away


class Sender(threading.Thread):
    """A daemon thread with its own event loop, so that delivery never waits on a conversation, nor the reverse."""

    def __init__(self, spool: Spool, transport: Transport) -> None:
        super().__init__(name="event-sender", daemon=True)
        self._spool, self._transport = spool, transport
        self._loop = asyncio.new_event_loop()
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Says that there is something to deliver; callable from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    def stop(self) -> None:
        """Ends the thread after the attempt under way."""
        self._stopping = True
        self.wake()
        self.join(timeout=5)

    def run(self) -> None:
        """See Thread."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._deliver_for_ever())
        self._loop.close()

    async def _deliver_for_ever(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping:
            try:
                await self._deliver_all()
                pause = FIRST_PAUSE
                await self._rest(POLL)
            except Exception as error:   # noqa: BLE001  the thread must outlive a locked database and an absent desk
                if pause == FIRST_PAUSE:
                    logger.warning("events wait in the spool: %s", _reason(error))
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
        self._spool.release()
        await self._transport.close()

    async def _deliver_all(self) -> None:
        while not self._stopping and self._spool.lease():
            batch = self._spool.first(BATCH)
            if batch:
                await self._transport.send([message for _, message in batch])
                self._spool.forget([position for position, _ in batch])
            if len(batch) < BATCH:      # what was written meanwhile has set `_woken`, or comes at the next look
                self._spool.release()
                return

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except asyncio.TimeoutError:
            return
        finally:
            self._woken.clear()


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, NotDelivered) else type(error).__name__
