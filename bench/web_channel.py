"""The web channel under load, on a whole running assistant: `python -m bench.web_channel [words] [idle] [cuts]`.

words  time from the press to the first words, for one citizen and for fifty at once
idle   500 connections on which nothing happens: are they held, and what do they cost
cuts   200 lines cut at any moment: is anything lost, doubled or out of order
"""
from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time

import aiohttp
import requests

from bench.measure import resident_megabytes
from bench.web_channel_client import Citizen
from tests.support.assistant import Assistant, start_assistant

MESSAGES = [
    "bonjour", "quand dois-je payer mes taxes", "est-ce que ma rue est déneigée", "145, rue des Érables",
    "permis pour une piscine hors terre", "puis-je stationner dans la rue cette nuit", "où va un vieux matelas",
    "merci",
]
EACH = 8             # messages of each citizen
READING = (4.0, 8.0)  # seconds that a citizen reads before writing again
IDLE, HELD = 500, 40  # connections, and seconds that they are held (more than two heartbeats)
CUTS, TALKERS = 200, 10
RATES = "message=100000/30,address=1000000/60,start=100000/600,suggest=900/60"


def main() -> None:
    """Runs what is asked, or everything, and prints figures."""
    asked = sys.argv[1:] or ["words", "idle", "cuts"]
    assistant = start_assistant(env_extra={"WEB_CHANNEL_RATES": RATES})
    try:
        for name in asked:
            asyncio.run({"words": words, "idle": idle, "cuts": cuts}[name](assistant))
    finally:
        assistant.stop()


async def words(assistant: Assistant) -> None:
    """Time to first words."""
    async with _session() as session:
        await _talk(session, assistant, 3, False)   # warms up
        crowds = (("1 citizen", 1, True), ("50 citizens who read", 50, True), ("50 who never stop", 50, False))
        for label, count, reading in crowds:
            times = sorted(await _talk(session, assistant, count, reading))
            print(
                f"first words, {label}: median {1000 * statistics.median(times):.0f} ms, "
                f"p95 {1000 * times[int(len(times) * 0.95)]:.0f} ms ({len(times)} messages)", flush=True
            )


async def _talk(session: aiohttp.ClientSession, assistant: Assistant, count: int, reading: bool) -> list[float]:
    async def one() -> list[float]:
        citizen = await Citizen(session, _channel(assistant)).open()
        following = asyncio.create_task(citizen.follow())
        times = []
        for text in MESSAGES[:EACH]:
            if reading:
                await asyncio.sleep(random.uniform(*READING) if count > 1 else 1.0)
            times.append(await citizen.first_words(text))
        following.cancel()
        return times

    return [t for times in await asyncio.gather(*(one() for _ in range(count))) for t in times]


async def idle(assistant: Assistant) -> None:
    """Connections on which nothing happens."""
    pid = assistant.running["rasa"].pid
    async with _session() as session:
        citizens = [await Citizen(session, _channel(assistant)).open() for _ in range(IDLE)]
        before = resident_megabytes(pid)
        following = [asyncio.create_task(citizen.follow()) for citizen in citizens]
        await asyncio.gather(*(citizen.connected.wait() for citizen in citizens))
        after, spent = resident_megabytes(pid), _cpu(pid)
        await asyncio.sleep(HELD)
        busy = (_cpu(pid) - spent) / HELD
        held = sum(citizen.connected.is_set() for citizen in citizens)
        print(
            f"idle: {held} of {IDLE} held for {HELD} s; {1024 * (after - before) / IDLE:.0f} KB each "
            f"({before:.0f} → {after:.0f} MB), {100 * busy:.1f} % of one core", flush=True
        )
        for task in following:
            task.cancel()


async def cuts(assistant: Assistant) -> None:
    """Lines cut while words are coming, from the assistant and from the desk."""
    async with _session() as session:
        citizens = [await Citizen(session, _channel(assistant)).open() for _ in range(TALKERS)]
        following = [asyncio.create_task(citizen.follow()) for citizen in citizens]
        talking = [asyncio.create_task(_keep_talking(citizen)) for citizen in citizens]
        while sum(citizen.cuts for citizen in citizens) < CUTS:
            await asyncio.sleep(random.uniform(0.02, 0.12))
            random.choice(citizens).cut()
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        await asyncio.sleep(3)
        losses = [await asyncio.to_thread(_compare, citizen) for citizen in citizens]
        lost, doubled, disordered, said = (sum(column) for column in zip(*losses))
        print(
            f"cuts: {sum(c.cuts for c in citizens)} lines cut, {said} messages: "
            f"{lost} lost, {doubled} doubled, {disordered} out of order", flush=True
        )
        for task in following:
            task.cancel()


async def _keep_talking(citizen: Citizen) -> None:
    while True:
        for text in MESSAGES:
            await citizen.say(text)
            await asyncio.sleep(random.uniform(0.3, 1.0))


def _compare(citizen: Citizen) -> tuple[int, int, int, int]:
    """(lost, doubled, out of order, said): what was heard against what a page that joins now is told."""
    said = []
    with requests.get(f"{citizen.url}/events", headers=citizen.headers, stream=True, timeout=30) as stream:
        for line in stream.iter_lines(decode_unicode=True):
            if line.startswith("id: "):
                said.append(int(line[4:]))
            if line == 'data: {"on": false}':
                break
    heard = [event["id"] for event in citizen.heard]
    return len(set(said) - set(heard)), len(heard) - len(set(heard)), int(heard != sorted(heard)), len(said)


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=None), read_bufsize=2**16
    )


def _channel(assistant: Assistant) -> str:
    return f"{assistant.rasa_url}/webhooks/web"


def _cpu(pid: int) -> float:
    """Processor seconds that a process has used."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"done in {time.monotonic() - started:.0f} s")
