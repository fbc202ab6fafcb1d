"""One worker at a time for a person: named leases in the database, given up by silence.

A process that dies by kill -9 leaves its leases behind; they end `LEASE` seconds later and another process goes on.
"""
from __future__ import annotations

import logging
import threading
import time
import uuid

import sqlalchemy as sa

from channels.messenger.database import Database, leases

logger = logging.getLogger(__name__)
LONG_OVER = 3600.0   # seconds after which what a killed process left is deleted: it names a person
LEASE = 12.0     # seconds without a sign of life
RENEW = 3.0      # seconds between signs of life


def forget_old(database: Database) -> None:
    """Deletes leases that ended long ago."""
    with database.write() as connection:
        connection.execute(leases.delete().where(leases.c.until < time.time() - LONG_OVER))


class Leases:
    """The leases of this process, renewed from a thread, so that a busy event loop does not lose them."""

    def __init__(self, database: Database) -> None:
        self._database, self.owner = database, uuid.uuid4().hex
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._renew_for_ever, name="messenger-leases", daemon=True)

    def start(self) -> None:
        """Begins to renew."""
        self._thread.start()

    def stop(self) -> None:
        """Gives everything back at once."""
        self._stop.set()
        self._thread.join(timeout=5)
        with self._database.write() as connection:
            connection.execute(leases.delete().where(leases.c.owner == self.owner))

    async def take(self, name: str) -> bool:
        """Whether the lease `name` is ours now."""
        return await self._database.call(self._take, name)

    async def release(self, name: str) -> None:
        """Lets another process have it."""
        await self._database.call(self._release, name)

    def _take(self, database: Database, name: str) -> bool:
        now = time.time()
        free = (leases.c.name == name) & (leases.c.until < now)
        with database.write() as connection:
            taken = connection.execute(leases.update().where(free).values(owner=self.owner, until=now + LEASE))
            if taken.rowcount:
                return True
            new = database.insert_new(leases).values(name=name, owner=self.owner, until=now + LEASE)
            return connection.execute(new).rowcount == 1

    def _release(self, database: Database, name: str) -> None:
        mine = (leases.c.name == name) & (leases.c.owner == self.owner)
        with database.write() as connection:
            connection.execute(leases.delete().where(mine))

    def _renew_for_ever(self) -> None:
        while not self._stop.wait(RENEW):
            try:
                with self._database.write() as connection:
                    renewed = leases.update().where(leases.c.owner == self.owner).values(until=time.time() + LEASE)
                    connection.execute(renewed)
            except sa.exc.SQLAlchemyError as error:
                logger.error("messenger: leases not renewed (%s)", type(error).__name__)
