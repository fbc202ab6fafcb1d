"""Agents of `bench.desk`: what the desk's page does, over HTTP."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time

import aiohttp

from bench.desk_citizens import Figures

LIST_PAUSE = 1.2    # as in live.js


class Thread:
    """A conversation on an agent's screen, as thread.js keeps it up to date."""

    def __init__(self, http: aiohttp.ClientSession, url: str, figures: Figures) -> None:
        self.http, self.url, self.figures = http, url, figures
        self.last, self.pending = 0, set()
        self._busy = self._again = False

    async def refresh(self) -> None:
        """Reads what is new; asked for meanwhile, once more at the end."""
        self._again = True
        if self._busy:
            return
        self._busy = True
        while self._again:
            self._again = False
            await self._read()
        self._busy = False

    async def _read(self) -> None:
        pending = ",".join(map(str, self.pending))
        async with self.http.get(f"{self.url}/updates?after={self.last}&pending={pending}") as page:
            text = await page.text()
        for number, line in re.findall(r'<li id="m-(\d+)" (.*?)</li>', text, re.S):
            self.last = max(self.last, int(number))
            self.pending.discard(int(number))
            if 'class="state' in line:
                self.pending.add(int(number))
            if 'class="line citizen' in line:
                self.figures.arrived(line, self.figures.to_agent)


class AgentPage:
    """An agent with one screen on which all their conversations are shown, which is more than the desk's page asks."""

    def __init__(self, http: aiohttp.ClientSession, web: str, figures: Figures) -> None:
        self.http, self.url, self.figures = http, f"{web}/desk", figures
        self.mine: dict[int, Thread] = {}
        self._list_at = 0.0
        self._list_later: asyncio.Task | None = None

    async def sign_in(self, key: str, password: str) -> None:
        """Signs in, available, live."""
        await self._get("login")
        await self.post("login", username=key, password=password)
        await self.post("presence", presence="available")
        self.listening = asyncio.create_task(self._listen())

    async def post(self, path: str, **fields: str) -> int:
        """A form, as the page's scripts send it; its status."""
        token = next(c.value for c in self.http.cookie_jar if c.key == "csrftoken")
        headers = {"X-CSRFToken": token, "X-Desk": "lines"}
        async with self.http.post(f"{self.url}/{path}", data=fields, headers=headers) as done:
            await done.read()
            return done.status

    async def claim(self, pk: int) -> None:
        """Takes a conversation."""
        key = re.search(r'name="handoff" value="([^"]+)"', await self._get(f"c/{pk}"))[1]
        if await self.post(f"c/{pk}/claim", handoff=key) < 300:
            self.mine[pk] = Thread(self.http, f"{self.url}/c/{pk}", self.figures)
            await self.mine[pk].refresh()

    async def waiting(self) -> list[int]:
        """The queue."""
        return [int(n) for n in re.findall(r'href="/desk/c/(\d+)\?view=queue"', await self._get("list/queue"))]

    async def talk(self, every: float, opens: bool) -> None:
        """Answers one of theirs now and then.

        Args:
            opens: goes to the conversation first, as a click on its line does: page, live connection, lines, list.
        """
        await asyncio.sleep(random.uniform(0, every))
        while True:
            pk = random.choice(list(self.mine))
            if opens:
                await asyncio.shield(self._open(pk))
            await asyncio.shield(self._answer(pk))
            await asyncio.sleep(random.uniform(0.5, 1.5) * every)

    async def _answer(self, pk: int) -> None:
        status = await self.post(f"c/{pk}/reply", text=f"Je regarde votre dossier. {self.figures.mark('a')}")
        assert status == 204, f"a reply was answered {status}"
        await self.mine[pk].refresh()

    async def _open(self, pk: int) -> None:
        await self._get(f"c/{pk}?view=mine")
        async with self.http.get(f"{self.url}/live") as stream:
            await stream.content.readline()
        await asyncio.gather(self.mine[pk].refresh(), self._get("list/mine"))

    async def _get(self, path: str) -> str:
        async with self.http.get(f"{self.url}/{path}") as page:
            page.raise_for_status()
            return await page.text()

    async def _listen(self) -> None:
        async with self.http.get(f"{self.url}/live", timeout=None) as stream:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    changed = {row["id"] for row in json.loads(line[6:])} & set(self.mine)
                    for pk in changed:
                        asyncio.create_task(self.mine[pk].refresh())
                    if changed and self._list_later is None:
                        self._list_later = asyncio.create_task(self._refresh_list())

    async def _refresh_list(self) -> None:
        await asyncio.sleep(self._list_at + LIST_PAUSE - time.monotonic())
        self._list_at, self._list_later = time.monotonic(), None
        await self._get("list/mine")
