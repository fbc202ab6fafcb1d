"""The web channel on a real Sanic server, with a small assistant that says back what it hears."""
from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import replace
from types import SimpleNamespace

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage, register
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from sanic import Sanic
from sanic.touchup import TouchUp

from channels.web import WebInput
from channels.web.settings import Settings
from channels.web.store import create_schema
from runtime.lock_store import AtomicLockStore
from tests.support.assistant import free_port

SECRET = "a secret that only these tests know"
ORIGIN = "https://www.ville.example"


_touch_up = TouchUp.run
_touched: list[str] = []


def _touch_up_once(app: Sanic) -> None:
    if not _touched:
        _touched.append(app.name)
        _touch_up(app)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    """A city; and Sanic rewrites its own methods once, because it cannot do it twice in a process."""
    monkeypatch.setenv("CITY_PROFILE", "cities/rivemont.yml")
    monkeypatch.setattr("sanic.app.TouchUp.run", _touch_up_once)


class Parrot:
    """Rasa's agent as far as the channel uses it. Words that begin with `!` make it misbehave."""

    def __init__(self) -> None:
        self.lock_store = AtomicLockStore()
        slots = [{"language": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}}]
        domain = Domain.from_dict({"slots": {name: value for slot in slots for name, value in slot.items()}})
        self.tracker_store = InMemoryTrackerStore(domain)
        self.processor = SimpleNamespace(fetch_tracker_with_initial_session=self._new)
        self.heard: list[UserMessage] = []
        self.hold: asyncio.Event | None = None

    async def _new(self, conversation, _output):
        tracker = await self.tracker_store.get_or_create_tracker(conversation)
        tracker.update(ActionExecuted("action_session_start"))
        tracker.update(SessionStarted())
        return tracker

    async def handle_message(self, message: UserMessage) -> None:
        async with self.lock_store.lock(message.sender_id):
            self.heard.append(message)
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            if message.text == "!fail":
                raise ValueError("the citizen's secret words")
            await message.output_channel.send_response(message.sender_id, {"text": f"1: {message.text}"})
            if self.hold:
                await self.hold.wait()
            buttons = [{"title": "Oui", "payload": "Oui"}, {"title": "Non", "payload": "Non"}]
            second = {"text": f"2: {message.text}", "buttons": buttons, "metadata": {"language": "en"}}
            await message.output_channel.send_response(message.sender_id, second)
            tracker.update(UserUttered(message.text, message_id=message.message_id))
            await self.tracker_store.save(tracker)

    async def slot(self, conversation, name):
        tracker = await self.tracker_store.retrieve(conversation)
        return tracker.get_slot(name) if tracker else None


class Server:
    """One running worker."""

    def __init__(self, settings: Settings, agent: Parrot) -> None:
        self.channel, self.agent, self.port = WebInput(settings), agent, free_port()
        self.app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
        self.app.ctx.agent = agent
        register([self.channel], self.app, "/webhooks/")
        self.url = f"http://127.0.0.1:{self.port}/webhooks/web"

    async def start(self) -> Server:
        self.server = await self.app.create_server(
            "127.0.0.1", self.port, return_asyncio_server=True, access_log=False
        )
        await self.server.startup()
        await self.server.before_start()
        await self.server.after_start()
        return self

    async def stop(self) -> None:
        await self.server.before_stop()
        await self.server.close()
        await self.server.after_stop()


class Client:
    """A page: its token, and what it hears."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str = "") -> None:
        self.session, self.url, self.token = session, url, token

    async def call(self, method: str, path: str, headers=None, **options):
        """(status, JSON or text, headers) of a call."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self.session.request(method, self.url + path, headers={**sent, **(headers or {})}, **options) as got:
            is_json = got.content_type == "application/json"
            return got.status, await (got.json() if is_json else got.text()), got.headers

    async def open(self, language="fr") -> Client:
        status, opened, _ = await self.call("POST", "/conversations", json={"language": language})
        assert status == 201
        self.token = opened["token"]
        return self

    async def say(self, text, id=None, **more):
        return await self.call("POST", "/messages", json={"id": id or uuid.uuid4().hex, "text": text, **more})

    async def hear(self, count: int, seen: int = 0, patience: float = 5.0) -> list[dict]:
        """The next `count` numbered events after `seen`: [{"event", "id", **data}]."""
        headers = {"Authorization": f"Bearer {self.token}", "Last-Event-ID": str(seen)}
        heard: list[dict] = []
        async with self.session.get(self.url + "/events", headers=headers) as stream:
            assert stream.status == 200
            while len(heard) < count:
                frame = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), patience)
                if not frame:
                    raise ConnectionError("the stream has ended")
                fields = dict(line.split(": ", 1) for line in frame.decode().strip().split("\n") if ": " in line)
                if "id" in fields:
                    heard.append({"event": fields["event"], "id": int(fields["id"]), **json.loads(fields["data"])})
        return heard


@pytest.fixture
def settings(tmp_path):
    made = Settings(secret=SECRET, database=f"sqlite:///{tmp_path}/web.db", origins=frozenset({ORIGIN}))
    create_schema(made.database)
    return made


@pytest.fixture
async def serve(settings):
    """Starts a worker: `await serve(agent=…, **changes of the settings)`."""
    running = []

    async def start(agent=None, **changes):
        server = await Server(replace(settings, **changes), agent or Parrot()).start()
        running.append(server)
        return server

    yield start
    for server in running:
        await server.stop()


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def server(serve):
    return await serve()


@pytest.fixture
async def client(server, session):
    return await Client(session, server.url).open()


