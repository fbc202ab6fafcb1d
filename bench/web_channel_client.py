"""A citizen's page as the benchmark needs it: sends, follows the events, and can be cut off."""
from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from typing import Any

import aiohttp


class Citizen:
    """One conversation. `heard` has every numbered event, `arrived` when each came (seconds)."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url
        self.heard: list[dict[str, Any]] = []
        self.arrived: list[float] = []
        self.cuts = 0
        self.changed = asyncio.Event()
        self.connected = asyncio.Event()
        self._response: aiohttp.ClientResponse | None = None

    async def open(self) -> Citizen:
        """Opens the conversation."""
        async with self.session.post(f"{self.url}/conversations", json={}) as answer:
            answer.raise_for_status()
            self.headers = {"Authorization": f"Bearer {(await answer.json())['token']}"}
        return self

    async def follow(self) -> None:
        """Follows the events for ever, resuming after the last one heard."""
        while True:
            with contextlib.suppress(aiohttp.ClientError, asyncio.IncompleteReadError, ConnectionError):
                await self._read()
            self.connected.clear()
            await asyncio.sleep(0.02)

    async def _read(self) -> None:
        seen = {"Last-Event-ID": str(self.heard[-1]["id"] if self.heard else 0)}
        async with self.session.get(f"{self.url}/events", headers={**self.headers, **seen}) as self._response:
            self._response.raise_for_status()
            self.connected.set()
            while True:
                frame = (await self._response.content.readuntil(b"\n\n")).decode()
                if not frame:
                    return
                fields = dict(line.split(": ", 1) for line in frame.strip().split("\n") if ": " in line)
                if "id" in fields:
                    self.arrived.append(time.perf_counter())
                    self.heard.append({"id": int(fields["id"]), **json.loads(fields["data"])})
                    self.changed.set()

    def cut(self) -> None:
        """Cuts the line without a word, as a phone that loses its network does."""
        if self._response is not None and self._response.connection is not None:
            self._response.connection.transport.abort()
            self.cuts += 1

    async def say(self, text: str) -> float:
        """Sends until the server has it, under one id; returns the moment of the press."""
        pressed, body = time.perf_counter(), {"id": uuid.uuid4().hex, "text": text}
        while True:
            with contextlib.suppress(aiohttp.ClientError, ConnectionError):
                async with self.session.post(f"{self.url}/messages", json=body, headers=self.headers) as answer:
                    if answer.status == 202:
                        return pressed
            await asyncio.sleep(0.1)

    async def first_words(self, text: str, patience: float = 60) -> float:
        """Seconds from the press to the first words of the assistant."""
        count = len(self.heard)
        pressed = await self.say(text)
        async with _limit(patience):
            while True:
                for event, at in zip(self.heard[count:], self.arrived[count:]):
                    if event.get("from") == "assistant":
                        return at - pressed
                self.changed.clear()
                await self.changed.wait()


@contextlib.asynccontextmanager
async def _limit(seconds: float):
    task = asyncio.current_task()
    timer = asyncio.get_running_loop().call_later(seconds, task.cancel)
    try:
        yield
    finally:
        timer.cancel()
