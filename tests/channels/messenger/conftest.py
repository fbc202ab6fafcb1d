"""The channel in a real HTTP server with a fake assistant, and Meta's stand-in."""
from __future__ import annotations

import asyncio
import os
import socket
import uuid
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sanic import Sanic
from sanic.server import AsyncioServer

from channels.messenger.channel import MessengerInput
from channels.messenger.settings import Settings
from tests.channels.messenger.graph_stand_in import APP_SECRET, PAGE_TOKEN, VERIFY_TOKEN, GraphStandIn

Sanic.test_mode = True


class FakeAssistant:
    """Answers «vous avez dit …» once per message id, remembers turns, fails when told to."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, str, str | None, dict[str, Any]]] = []
        self.held: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.said: list[tuple[str, str]] = []
        self.owner, self.language = "assistant", "fr"
        self.failures = 0
        self.has_model = True
        self.pause = 0.0
        self.answer = lambda text: [{"text": f"vous avez dit {text}"}] if text is not None else []

    def ready(self) -> bool:
        return self.has_model

    async def turn(self, conversation: str, message_id: str, text: str | None, metadata: dict) -> list[dict]:
        await asyncio.sleep(self.pause)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("a text that must not be logged")
        self.turns.append((conversation, message_id, text, metadata))
        replies = self.answer(text) if self.owner == "assistant" else []
        self.held[conversation, message_id] = replies
        return replies

    async def replies(self, conversation: str, message_id: str) -> list[dict] | None:
        return self.held.get((conversation, message_id))

    async def holder(self, _conversation: str) -> tuple[str, str]:
        return self.owner, self.language

    async def say(self, conversation: str, text: str, _language: str) -> None:
        self.said.append((conversation, text))


class Served:
    """A channel behind a real HTTP server in this event loop."""

    def __init__(self, configured: Settings, assistant: FakeAssistant) -> None:
        self.channel, self.assistant = MessengerInput(configured), assistant

    async def start(self) -> None:
        app = Sanic(f"messenger{id(self)}", configure_logging=False)
        blueprint = self.channel.blueprint(None)
        blueprint._future_listeners.clear()   # Sanic's own start is not used: the fake assistant is given here
        app.blueprint(blueprint, url_prefix="/webhooks/messenger")
        self.channel.running = await self.channel.start(self.assistant)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/webhooks/messenger"
        self._server: AsyncioServer = await app.create_server(
            sock=self._socket, return_asyncio_server=True, access_log=False
        )
        await self._server.startup()

    async def stop(self) -> None:
        await self.channel.stop()
        self._server.close()
        await self._server.wait_closed()


@pytest.fixture
async def meta():
    async with GraphStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def database_url(tmp_path) -> str:
    """SQLite, or a schema of its own in the PostgreSQL of MESSENGER_TEST_DB_URL."""
    server = os.environ.get("MESSENGER_TEST_DB_URL")
    if not server:
        return f"sqlite:///{tmp_path}/messenger.db"
    schema = f"t{uuid.uuid4().hex}"
    with sa.create_engine(server, future=True).begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    return f"{server}?options=-csearch_path%3D{schema}"


@pytest.fixture
def configured(database_url, meta) -> Settings:
    return Settings(APP_SECRET, PAGE_TOKEN, VERIFY_TOKEN, meta.url, "v25.0", database_url, "internal-token")


@pytest.fixture
async def served(configured, assistant, meta):
    """A running channel; Meta writes to it."""
    running = Served(configured, assistant)
    await running.start()
    meta.webhook = running.url + "/webhook"
    yield running
    await running.stop()


@pytest.fixture
def another(configured, assistant):
    """Makes further processes' channels on the same database."""
    return lambda **changes: Served(replace(configured, **changes), assistant)


@pytest.fixture(autouse=True)
def city(monkeypatch):
    monkeypatch.setenv("CITY_PROFILE", "cities/rivemont.yml")
