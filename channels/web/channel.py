"""Rasa's input channel `web`: settings, paths, and what starts and stops with each worker."""
from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic

from channels.web import settings as environment
from channels.web.api import add_paths
from channels.web.bus import make_bus
from channels.web.desk import Desk
from channels.web.form import add_form
from channels.web.output import WebOutput
from channels.web.rates import Rates
from channels.web.settings import Settings
from channels.web.store import Store, create_schema
from channels.web.stream import Streams
from channels.web.tokens import Tokens
from channels.web.turns import Turns
from cities.current import current
from runtime import retention

logger = logging.getLogger(__name__)
DAY = 86400.0


class WebInput(InputChannel):
    """The web channel. Nothing is connected before a worker starts: workers are forked."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.desk: Desk | None = None
        self._cleaner: asyncio.Task[None] | None = None

    @classmethod
    def name(cls) -> str:
        """Name and path of the channel."""
        return WebOutput.name()

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        """The channel as the environment says; stops the start when it cannot serve."""
        settings = environment.from_environment()
        create_schema(settings.database)
        return cls(settings)

    def get_output_channel(self) -> OutputChannel | None:
        """Says what comes unasked: an agent's words, the city's news on a request."""
        return WebOutput(self.desk.store, self.desk.bus) if self.desk else None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Paths and worker life cycle."""
        paths = Blueprint("web_channel")

        @paths.listener("before_server_start")
        async def begin(app: Sanic, _: Any) -> None:
            self.desk = self._open(app, on_new_message)
            await self.desk.bus.start()

        @paths.listener("after_server_start")
        async def take_up(app: Sanic, _: Any) -> None:
            await self.desk.turns.start()
            self._cleaner = asyncio.create_task(self._forget_old(app))

        @paths.listener("before_server_stop")
        async def end(app: Sanic, _: Any) -> None:
            await self._close()

        add_paths(paths, self.settings.origins, self._serving)
        add_form(paths, self._serving)
        return paths

    def _serving(self) -> Desk:
        assert self.desk is not None, "no request comes before the worker has started"
        return self.desk

    def _open(self, app: Sanic, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Desk:
        store, bus = Store(self.settings.database), make_bus(self.settings.events)
        turns = Turns(store, bus, lambda: app.ctx.agent, on_new_message)
        rates = Rates(self.settings.rates, self.settings.events)
        return Desk(self.settings, store, bus, rates, Tokens(self.settings.secret), Streams(store, bus), turns)

    async def _close(self) -> None:
        desk = self._serving()
        if self._cleaner:
            self._cleaner.cancel()
        desk.streams.stop()
        await desk.turns.stop()
        await desk.bus.stop()
        await desk.rates.close()
        desk.store.close()

    async def _forget_old(self, app: Sanic) -> None:
        """Once a day, conversations and ratings past the city's keeping time go, here and in the archive."""
        while True:
            store, keep_days = self._serving().store, current().privacy.keep_days
            try:
                await store.run(store.forget_older, keep_days["conversation"])
                await store.run(store.forget_ratings, keep_days["rating"])
                await asyncio.to_thread(retention.forget_old, app.ctx.agent, keep_days["conversation"])
            except Exception as error:   # noqa: BLE001  tried again tomorrow
                logger.error("web: %s while forgetting old conversations", type(error).__name__)
            await asyncio.sleep(DAY)
