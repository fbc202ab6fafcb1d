"""What `bench.desk` counts, and its citizens: what the widget does, over HTTP."""

from __future__ import annotations

import asyncio
import random
import re
import time
import uuid
from dataclasses import dataclass, field

import aiohttp

PACE = 20.0    # each citizen writes every PACE seconds


@dataclass
class Figures:
    """Delays in milliseconds."""

    to_agent: list[float] = field(default_factory=list)
    to_citizen: list[float] = field(default_factory=list)
    sent: dict[str, float] = field(default_factory=dict)

    def arrived(self, text: str, into: list[float]) -> None:
        """Notes words that were on their way there; a citizen's page is also told what the citizen wrote."""
        wanted = "c" if into is self.to_agent else "a"
        for mark in re.findall(rf"\[({wanted}\w{{8}})\]", text):
            started = self.sent.pop(mark, None)
            if started is not None:
                into.append(1000 * (time.monotonic() - started))

    def mark(self, author: str) -> str:
        """A new mark of a citizen (`c`) or an agent (`a`), on its way from now."""
        mark = author + uuid.uuid4().hex[:8]
        self.sent[mark] = time.monotonic()
        return f"[{mark}]"

    def clear(self) -> None:
        """Begins anew."""
        self.to_agent.clear()
        self.to_citizen.clear()
        self.sent.clear()


class Citizen:
    """A page with the widget."""

    def __init__(self, http: aiohttp.ClientSession, rasa: str, figures: Figures) -> None:
        self.http, self.url, self.figures = http, f"{rasa}/webhooks/web", figures
        self.token = ""

    async def arrive(self) -> None:
        """Opens the conversation and asks for a person."""
        async with self.http.post(f"{self.url}/conversations", json={"language": "fr"}) as opened:
            self.token = (await opened.json())["token"]
        self.listening = asyncio.create_task(self._listen())
        await self.write("je veux parler à une personne")

    async def write(self, text: str) -> None:
        """A message."""
        body = {"id": uuid.uuid4().hex, "text": text}
        async with self.http.post(f"{self.url}/messages", json=body, headers=self._headers) as taken:
            taken.raise_for_status()

    async def talk(self) -> None:
        """Writes now and then."""
        await asyncio.sleep(random.uniform(0, PACE))
        while True:
            await asyncio.shield(self.write(f"Avez-vous des nouvelles de ma demande? {self.figures.mark('c')}"))
            await asyncio.sleep(random.uniform(0.5, 1.5) * PACE)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def _listen(self) -> None:
        async with self.http.get(f"{self.url}/events", headers=self._headers, timeout=None) as stream:
            async for line in stream.content:
                self.figures.arrived(line.decode(), self.figures.to_citizen)
