"""Facebook Messenger as a Rasa channel: credentials.yml names MessengerInput."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic

from channels.messenger import inbox, leases, outbox, settings, state, webhook
from channels.messenger.assistant import Assistant
from channels.messenger.database import Database
from channels.messenger.graph import Graph
from channels.messenger.inbox import Writer
from channels.messenger.leases import Leases
from channels.messenger.output import NAME, Direct
from channels.messenger.payloads import Payloads
from channels.messenger.sender import Sender
from channels.messenger.settings import Settings
from channels.messenger.turns import Turns
from cities.current import current

logger = logging.getLogger(__name__)
KEEP_EVENTS = 8.0        # days; Meta repeats an event for hours, not for days
KEEP_MESSAGES = 30.0     # days of message states and errors; words are erased as soon as sent
CLEAN_EVERY = 3600.0     # seconds


@dataclass
class Running:
    """The parts of the channel in one started process."""

    database: Database
    leases: Leases
    graph: Graph
    writer: Writer
    sender: Sender
    turns: Turns
    cleaner: asyncio.Task

    def wake(self) -> None:
        """Something has come in."""
        self.turns.wake()


class MessengerInput(InputChannel):
    """Takes Meta's events and answers them; off, with one line in the log, when no secret is set."""

    def __init__(self, configured: Settings | None) -> None:
        self.settings = configured
        self.running: Running | None = None
        self.payloads = Payloads(configured.app_secret) if configured else None

    @classmethod
    def name(cls) -> str:
        """Path under /webhooks/, and the channel's name in trackers."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> MessengerInput:
        """The channel as the environment sets it. Raises HalfConfigured."""
        return cls(settings.load())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Paths and background loops of the channel."""
        blueprint = Blueprint("messenger", __name__)
        if self.settings is None:
            logger.info("messenger: off (none of %s is set)", ", ".join(settings.SECRETS))
            return blueprint
        webhook.routes(blueprint, self.settings, lambda: self.running, self.payloads.resolve)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _loop: Any) -> None:
            self.running = await self.start(Assistant(on_new_message, lambda: app.ctx.agent))

        @blueprint.listener("before_server_stop")
        async def stop(_app: Sanic, _loop: Any) -> None:
            await self.stop()

        return blueprint

    def get_output_channel(self) -> OutputChannel | None:
        """For words that come through Rasa's HTTP API."""
        if self.running is None:
            return None
        return Direct(self.running.database, self.payloads.issue, self.running.sender.wake)

    async def start(self, assistant: Assistant) -> Running:
        """Starts the loops of this process."""
        database = await asyncio.to_thread(Database, self.settings.database_url)
        held, graph, writer = Leases(database), Graph(self.settings), Writer(database)
        sender = Sender(database, graph, held)
        turns = Turns(database, held, assistant, graph, self.payloads.issue, sender.wake)
        for part in (held, writer, sender, turns):
            part.start()
        logger.info("messenger: ready")
        return Running(database, held, graph, writer, sender, turns, asyncio.create_task(_clean(database)))

    async def stop(self) -> None:
        """Ends the loops; what is not done stays in the database."""
        running, self.running = self.running, None
        if running is None:
            return
        running.cleaner.cancel()
        await running.turns.stop()
        await running.sender.stop()
        await running.graph.close()
        await asyncio.to_thread(running.writer.stop)
        await asyncio.to_thread(running.leases.stop)
        await asyncio.to_thread(running.database.close)


async def _clean(database: Database) -> None:
    while True:
        try:
            await database.call(inbox.forget_old, KEEP_EVENTS)
            await database.call(outbox.forget_old, KEEP_MESSAGES)
            await database.call(state.forget_old, current().privacy.keep_days["conversation"])
            await database.call(leases.forget_old)
        except Exception as error:   # noqa: BLE001  tried again an hour later
            logger.error("messenger: cleaning failed (%s)", type(error).__name__)
        await asyncio.sleep(CLEAN_EVERY)
