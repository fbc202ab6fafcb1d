"""How soon words cross the desk, with 200 open conversations and 10 agents: `python -m bench.desk`.

Citizens write over the web channel and listen to its events; agents do over HTTP what their page does: the live
connection, the lines that are new, the list at most once in 1.2 s. Both delays are from the first byte sent to the
words read:

    citizen -> agent    POST of the message … the agent's page has the line
    agent -> citizen    POST of the answer … the citizen's page has the words
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import statistics
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field

import aiohttp

from tests.support.desk import Site, start_desk

CONVERSATIONS, AGENTS, SECONDS, PACE = 200, 10, 120, 20.0   # each citizen writes every PACE seconds
RATES = "message=9000/30,address=90000/60,start=9000/600,suggest=900/60"
LIST_PAUSE = 1.2


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


class Citizen:
    """A page with the widget."""

    def __init__(self, http: aiohttp.ClientSession, rasa: str, figures: Figures) -> None:
        self.http, self.url, self.figures = http, f"{rasa}/webhooks/web", figures
        self.token = ""

    async def arrive(self) -> None:
        """Opens the conversation and asks for a person."""
        async with self.http.post(f"{self.url}/conversations", json={"language": "fr"}) as opened:
            self.token = (await opened.json())["token"]
        asyncio.create_task(self._listen())
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
            await self.write(f"Avez-vous des nouvelles de ma demande? {self.figures.mark('c')}")
            await asyncio.sleep(random.uniform(0.5, 1.5) * PACE)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def _listen(self) -> None:
        async with self.http.get(f"{self.url}/events", headers=self._headers, timeout=None) as stream:
            async for line in stream.content:
                self.figures.arrived(line.decode(), self.figures.to_citizen)


class AgentPage:
    """A page of the desk."""

    def __init__(self, http: aiohttp.ClientSession, web: str, figures: Figures) -> None:
        self.http, self.url, self.figures = http, f"{web}/desk", figures
        self.mine: list[int] = []
        self.last: dict[int, int] = {}
        self._list_at = 0.0

    async def sign_in(self, key: str, password: str) -> None:
        """Signs in, available, live."""
        async with self.http.get(f"{self.url}/login") as page:
            await page.read()
        await self.post("login", username=key, password=password)
        await self.post("presence", presence="available")
        asyncio.create_task(self._listen())

    async def post(self, path: str, **fields: str) -> int:
        """A form; its status."""
        token = next(c.value for c in self.http.cookie_jar if c.key == "csrftoken")
        async with self.http.post(f"{self.url}/{path}", data=fields, headers={"X-CSRFToken": token}) as done:
            await done.read()
            return done.status

    async def claim(self, pk: int) -> None:
        """Takes a conversation."""
        async with self.http.get(f"{self.url}/c/{pk}") as page:
            key = re.search(r'name="handoff" value="([^"]+)"', await page.text())[1]
        if await self.post(f"c/{pk}/claim", handoff=key) == 200:
            self.mine.append(pk)

    async def waiting(self) -> list[int]:
        """The queue."""
        async with self.http.get(f"{self.url}/list/queue") as page:
            return [int(n) for n in re.findall(r'href="/desk/c/(\d+)\?view=queue"', await page.text())]

    async def talk(self) -> None:
        """Answers one of theirs now and then, at the citizens' pace."""
        pause = PACE * AGENTS / CONVERSATIONS
        while True:
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
            text = f"Je regarde votre dossier. {self.figures.mark('a')}"
            await self.post(f"c/{random.choice(self.mine)}/reply", text=text)

    async def _listen(self) -> None:
        async with self.http.get(f"{self.url}/live", timeout=None) as stream:
            async for line in stream.content:
                if line.startswith(b"data: "):
                    for row in json.loads(line[6:]):
                        if row["id"] in self.mine:
                            asyncio.create_task(self._read(row["id"]))
                    await self._refresh_list()

    async def _read(self, pk: int) -> None:
        async with self.http.get(f"{self.url}/c/{pk}/updates?after={self.last.get(pk, 0)}") as page:
            text = await page.text()
        numbers = [int(n) for n in re.findall(r'data-id="(\d+)"', text)]
        self.last[pk] = max([self.last.get(pk, 0), *numbers])
        for line in re.findall(r'class="line citizen.*?</li>', text, re.S):
            self.figures.arrived(line, self.figures.to_agent)

    async def _refresh_list(self) -> None:
        if time.monotonic() - self._list_at > LIST_PAUSE:
            self._list_at = time.monotonic()
            async with self.http.get(f"{self.url}/list/mine") as page:
                await page.read()


async def measure(site: Site) -> Figures:
    """Fills the desk, then lets everybody talk."""
    figures = Figures()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as people:
        agents = []
        for number in range(AGENTS):
            key = f"bench{number}"
            password = await asyncio.to_thread(site.person, key)
            http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
            agents.append(AgentPage(http, site.web_url, figures))
            await agents[-1].sign_in(key, password)
        citizens = [Citizen(people, site.rasa_url, figures) for _ in range(CONVERSATIONS)]
        for citizen in citizens:
            await citizen.arrive()
        await _fill(agents)
        tasks = [asyncio.create_task(one.talk()) for one in [*citizens, *agents]]
        await asyncio.sleep(10)                     # everybody is at work before it counts
        figures.to_agent.clear()
        figures.to_citizen.clear()
        await asyncio.sleep(SECONDS)
        for task in tasks:
            task.cancel()
        await asyncio.sleep(5)
        for agent in agents:
            await agent.http.close()
    return figures


async def _fill(agents: list[AgentPage]) -> None:
    """Gives each agent an equal share."""
    until = time.monotonic() + 300
    while sum(len(agent.mine) for agent in agents) < CONVERSATIONS and time.monotonic() < until:
        for pk in await agents[0].waiting():
            await min(agents, key=lambda agent: len(agent.mine)).claim(pk)
        await asyncio.sleep(0.5)


def memory(site: Site) -> dict[str, int]:
    """Resident megabytes by process."""
    found = {}
    for name, process in site.running.items():
        said = subprocess.run(["ps", "-o", "rss=", "-p", str(process.pid)], capture_output=True, text=True).stdout
        found[name] = int(said or 0) // 1024
    return found


def main() -> None:
    """Prints the table."""
    places = f"  conversations_per_agent: {CONVERSATIONS}\n  longest_wait_minutes: 600\n  silence_minutes: 600"
    site = start_desk(env_extra={"WEB_CHANNEL_RATES": RATES}, desk=places)
    try:
        empty = memory(site)
        figures = asyncio.run(measure(site))
        print(f"{CONVERSATIONS} conversations, {AGENTS} agents, {SECONDS} s")
        for name, values in (("citizen -> agent", figures.to_agent), ("agent -> citizen", figures.to_citizen)):
            cuts = statistics.quantiles(values, n=20)
            median, p95 = cuts[9], cuts[18]
            print(f"{name}: {len(values)} words, median {median:.0f} ms, p95 {p95:.0f} ms, worst {max(values):.0f} ms")
        print(f"never arrived: {sum(time.monotonic() - at > 30 for at in figures.sent.values())}")
        print("memory, MB (empty -> full):", {name: f"{empty[name]} -> {mb}" for name, mb in memory(site).items()})
    finally:
        site.stop()


if __name__ == "__main__":
    sys.exit(main())
