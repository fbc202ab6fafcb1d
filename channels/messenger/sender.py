"""Carries the outbox to the Graph API: in order per person, again and again until Meta has it or refuses it."""
from __future__ import annotations

import logging
import random
import time
from typing import Any

from channels.messenger import erasure, outbox
from channels.messenger.database import Database
from channels.messenger.graph import Graph, GraphError
from channels.messenger.leases import Leases
from channels.messenger.service import Loop

logger = logging.getLogger(__name__)
AT_ONCE = 8            # people written to at the same time
ECHO_WAIT = 20.0       # seconds left to Meta's echo before a message of unknown fate is sent again
LONGEST_PAUSE = 30.0   # seconds between attempts while Graph is down
OPERATOR_PAUSE = 60.0  # seconds between attempts while an operator has something to mend


class Sender(Loop):
    """Sends what waits, in this process; several processes share the work by leases."""

    at_once = AT_ONCE

    def __init__(self, database: Database, graph: Graph, leases: Leases) -> None:
        super().__init__("send", database, leases)
        self._graph = graph
        self._quiet_until = 0.0   # Graph asked for less, or is away: nobody is written to before
        self._failures = 0

    async def people(self, limit: int) -> list[str]:
        """See Loop."""
        if time.time() < self._quiet_until:
            return []
        return await self.database.call(outbox.people_waiting, limit)

    async def serve(self, person: str) -> None:
        """Sends a person's messages until one has to wait."""
        while not self.stopping:
            row = await self.database.call(outbox.begin, person, ECHO_WAIT)
            if row is None or not await self._send(person, row):
                return

    async def _send(self, person: str, row: dict[str, Any]) -> bool:
        if erasure.MARK in row["message"]:
            await self.database.call(erasure.forget, row, person)
            return True
        how = row["window"].allows(row["human"], time.time())
        if how is None:
            await self._end(person, row, "expired", GraphError("refused", "window"))
            return True
        try:
            await self._graph.send(person, row["message"], row["key"], how)
        except GraphError as error:
            return await self._failed(person, row, error)
        self._failures = 0
        await self.database.call(outbox.settle, row["id"], "sent")
        return True

    async def _failed(self, person: str, row: dict[str, Any], error: GraphError) -> bool:
        if error.kind == "refused":
            await self._end(person, row, "refused", error)
            return True
        self._failures += 1
        pause = self._pause(error.kind, row["attempts"])
        if error.kind in ("busy", "operator") or self._failures > AT_ONCE:
            self._quiet_until = time.time() + min(pause, 5.0)
        if error.kind == "operator":
            await self.database.call(outbox.fail, row, person, error.kind, error.code, error.trace)
        await self.database.call(outbox.postpone, row["id"], pause, error.kind == "unsure")
        logger.warning("messenger: not sent yet (%s %s), again in %.0f s", error.kind, error.code, pause)
        return False

    def _pause(self, kind: str, attempts: int) -> float:
        if kind == "operator":
            return OPERATOR_PAUSE
        if kind == "unsure":
            return ECHO_WAIT
        return min(LONGEST_PAUSE, 2.0 ** min(attempts, 10)) * random.uniform(0.5, 1)

    async def _end(self, person: str, row: dict[str, Any], outcome: str, error: GraphError) -> None:
        logger.error("messenger: message %s (%s)", outcome, error.code)
        await self.database.call(outbox.fail, row, person, outcome, error.code, error.trace)
        await self.database.call(outbox.settle, row["id"], outcome)
