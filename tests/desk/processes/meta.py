"""Meta's stand-in in a thread, for tests that are not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from tests.channels.messenger.graph_stand_in import ENVIRONMENT, GraphStandIn


class Meta:
    """`environment` goes to a site; `webhook` is then told where it listens."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.stand_in: GraphStandIn = self.call(self._open())

    async def _open(self) -> GraphStandIn:
        return await GraphStandIn().__aenter__()

    def call(self, work: Any) -> Any:
        """Runs a coroutine on Meta's side."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def environment(self, database: str) -> dict[str, str]:
        """Settings of the channel that talks to this Meta."""
        return {**ENVIRONMENT, "GRAPH_API_URL": self.stand_in.url, "MESSENGER_DB_URL": database}

    def close(self) -> None:
        """Ends it."""
        self.call(self.stand_in.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)


class Person:
    """Someone who writes to the page."""

    def __init__(self, meta: Meta, number: str) -> None:
        self.meta, self.number = meta, number

    def writes(self, text: str) -> None:
        """Types a message."""
        assert self.meta.call(self.meta.stand_in.says(self.number, text)) == 200

    def hears(self) -> list[str]:
        """What they received, in order."""
        return self.meta.stand_in.texts(self.number)
