"""How soon words cross the desk, with 200 open conversations and 10 agents: `python -m bench.desk`.

Citizens write every 20 s over the web channel and listen to its events. Agents do over HTTP what their page does:
the live connection, the lines that are new, the list at most once in 1.2 s. Both delays are from the first byte
sent to the words read:

    citizen -> agent    POST of the message … the agent's page has the line
    agent -> citizen    POST of the answer … the citizen's page has the words
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

import aiohttp

from bench.desk_agents import AgentPage
from bench.desk_citizens import PACE, Citizen, Figures
from tests.support.desk import Site, start_desk

CONVERSATIONS, AGENTS, SECONDS, SETTLING = 200, 10, 100, 15
RATES = "message=9000/30,address=90000/60,start=9000/600,suggest=900/60"


@dataclass(frozen=True)
class Scenario:
    """Agents answer `every` so many seconds; `opens`: they first go to the page of the conversation."""

    name: str
    every: float
    opens: bool


SCENARIOS = (
    Scenario("people: each agent opens a conversation and answers every 8 s", 8.0, True),
    Scenario("stress: each agent answers every second, ten times what a person does", 1.0, False),
)


async def measure(site: Site) -> None:
    """Fills the desk, then lets everybody talk, once for each scenario."""
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
        for scenario in SCENARIOS:
            await _play(scenario, citizens, agents, figures, site)
        for page in [*citizens, *agents]:
            page.listening.cancel()
        for agent in agents:
            await agent.http.close()


async def _fill(agents: list[AgentPage]) -> None:
    """Gives each agent an equal share."""
    until = time.monotonic() + 300
    while sum(len(agent.mine) for agent in agents) < CONVERSATIONS and time.monotonic() < until:
        for pk in await agents[0].waiting():
            await min(agents, key=lambda agent: len(agent.mine)).claim(pk)
        await asyncio.sleep(0.5)


async def _play(
    scenario: Scenario, citizens: list[Citizen], agents: list[AgentPage], figures: Figures, site: Site
) -> None:
    tasks = [asyncio.create_task(citizen.talk()) for citizen in citizens]
    tasks += [asyncio.create_task(agent.talk(scenario.every, scenario.opens)) for agent in agents]
    await asyncio.sleep(SETTLING)                     # everybody is at work before it counts
    figures.to_agent.clear()
    figures.to_citizen.clear()
    spent = cpu_seconds(site)
    await asyncio.sleep(SECONDS)
    share = {name: f"{(now - spent[name]) / SECONDS:.0%}" for name, now in cpu_seconds(site).items()}
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    failed = [repr(error) for error in ended if not isinstance(error, asyncio.CancelledError)]
    await asyncio.sleep(5)                            # what was under way arrives
    print(f"\n{CONVERSATIONS} conversations, each writing every {PACE:.0f} s; {AGENTS} agents; {SECONDS} s; {scenario.name}")
    report("citizen -> agent", figures.to_agent)
    report("agent -> citizen", figures.to_citizen)
    print(f"never arrived: {len(figures.sent)}; failed: {failed}; processor, of one core: {share}", flush=True)
    figures.clear()


def report(name: str, values: list[float]) -> None:
    """A line of the table."""
    cuts = statistics.quantiles(values, n=20)
    print(f"{name}: {len(values)} words, median {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms, worst {max(values):.0f} ms")


def memory(site: Site) -> dict[str, int]:
    """Resident megabytes by process."""
    return {name: int(_ps("rss", process.pid)) // 1024 for name, process in site.running.items()}


def cpu_seconds(site: Site) -> dict[str, float]:
    """Processor time by process, that of this program too."""
    spent = {name: float(_ps("cputimes", process.pid)) for name, process in site.running.items()}
    return {**spent, "bench": float(_ps("cputimes", os.getpid()))}


def _ps(column: str, pid: int) -> str:
    return subprocess.run(["ps", "-o", f"{column}=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Prints the tables."""
    places = f"  conversations_per_agent: {CONVERSATIONS}\n  longest_wait_minutes: 600\n  silence_minutes: 600"
    site = start_desk(env_extra={"WEB_CHANNEL_RATES": RATES}, desk=places)
    try:
        empty = memory(site)
        asyncio.run(measure(site))
        print("memory, MB (empty -> full):", {name: f"{empty[name]} -> {mb}" for name, mb in memory(site).items()})
    finally:
        site.stop()


if __name__ == "__main__":
    sys.exit(main())
