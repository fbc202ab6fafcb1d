"""A background loop that serves one person at a time, several people at once, in one process among others."""
from __future__ import annotations

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod

from channels.messenger.database import Database
from channels.messenger.leases import Leases

logger = logging.getLogger(__name__)
POLL = 0.25     # seconds between looks, for what other processes wrote and what was put off
GRACE = 8.0     # seconds left to what is under way when the server stops


class Loop(ABC):
    """Looks for people with something to do, takes a lease on each and serves them."""

    at_once: int

    def __init__(self, name: str, database: Database, leases: Leases) -> None:
        self.database = database
        self._name, self._leases = name, leases
        self._wake, self.stopping = asyncio.Event(), False
        self._served: dict[str, asyncio.Task] = {}
        self._main: asyncio.Task | None = None

    @abstractmethod
    async def people(self, limit: int) -> list[str]:
        """People with something to do now, in the order in which to serve them."""

    @abstractmethod
    async def serve(self, person: str) -> None:
        """Does what there is to do for a person whom nobody else serves meanwhile; ends soon once `stopping`."""

    def start(self) -> None:
        """Begins to look."""
        self._main = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Looks at once."""
        self._wake.set()

    async def stop(self) -> None:
        """Lets what is under way end, for a while."""
        self.stopping = True
        self.wake()
        tasks = [task for task in [self._main, *self._served.values()] if task]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            for task in late:
                task.cancel()

    async def _run(self) -> None:
        while not self.stopping:
            try:
                await self._look()
            except Exception as error:   # noqa: BLE001  the loop must outlive a locked or absent database
                logger.error("messenger: %s loop: %s", self._name, type(error).__name__)
                await asyncio.sleep(POLL)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), POLL)
            self._wake.clear()

    async def _look(self) -> None:
        if len(self._served) >= self.at_once:
            return
        for person in await self.people(2 * self.at_once + len(self._served)):
            if len(self._served) >= self.at_once or self.stopping:
                return
            if person not in self._served and await self._leases.take(f"{self._name}:{person}"):
                self._served[person] = asyncio.create_task(self._serve(person))

    async def _serve(self, person: str) -> None:
        try:
            await self.serve(person)
        except Exception as error:   # noqa: BLE001  what was not done stays in the database
            logger.error("messenger: %s: %s", self._name, type(error).__name__)
            await asyncio.sleep(POLL)
        finally:
            self._served.pop(person, None)
            await self._leases.release(f"{self._name}:{person}")
            self.wake()
