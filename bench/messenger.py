"""Measures the Messenger channel: acceptance rate, time of the 200, and what a kill -9 loses or doubles.

    python -m bench.messenger [--seconds 20] [--people 40] [--kills 3] [--receiver] [--json]

Starts the whole assistant (one Rasa worker) and the strict stand-in for Meta on free ports, on databases of their own.
Three measures: a steady load while the assistant answers, kill -9 under load, a flood (as many webhooks as it takes).
With `--receiver`, webhooks go to channels/messenger/receiver.py, and the two others are measured.
"""
from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import requests

from tests.channels.messenger.graph_stand_in import ENVIRONMENT, GraphStandIn, typed
from tests.support.assistant import Assistant, free_port, start_assistant

logger = logging.getLogger(__name__)
QUESTIONS = ["Bonjour", "Quelles sont vos heures?", "Quand payer mes taxes?", "Où jeter un frigo?", "Merci"]
CLIENTS = 16        # connections that Meta uses at once in the flood
STEADY = 10         # events a second in the steady load


async def flood(meta: GraphStandIn, seconds: float, batch: int) -> dict[str, float]:
    """As many webhook requests as are answered in `seconds`, each with `batch` events."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    async def client(number: int) -> None:
        count = 0
        while time.perf_counter() < end:
            events = [typed(f"7{batch:02}{number:03}{count % 50:03}", "Bonjour") for _ in range(batch)]
            count += 1
            times.append(await _timed(meta, events))

    started = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    spent = time.perf_counter() - started
    return {"events_per_s": round(len(times) * batch / spent), **_quantiles(times)}


async def steady(meta: GraphStandIn, seconds: float, people: int) -> dict[str, float]:
    """Times of the 200 at a rate that the assistant can nearly answer, and until the first answer."""
    times: list[float] = []
    tasks = []
    for number in range(int(seconds * STEADY)):
        event = typed(f"8{number % people:07}", QUESTIONS[number // people % len(QUESTIONS)])
        tasks.append(asyncio.create_task(_timed(meta, [event])))
        await asyncio.sleep(1 / STEADY)
    times = await asyncio.gather(*tasks)
    return {"events": len(times), **_quantiles(times)}


async def kills(meta: GraphStandIn, assistant: Assistant, people: int, times: int) -> dict[str, int]:
    """Kills Rasa under load, `times` times; counts what was lost or doubled, against the conversations' archive."""
    names = [f"9{number:07}" for number in range(people)]
    sent = {person: [f"m_{person}_{n}" for n in range(len(QUESTIONS) * 2)] for person in names}

    async def write(person: str) -> None:
        for text, mid in zip(QUESTIONS * 2, sent[person], strict=True):
            assert await meta.deliver([typed(person, text, mid=mid)]) == 200

    writing = [asyncio.create_task(write(person)) for person in names]
    for _ in range(times):
        before = len(meta.sent)
        await meta.until(lambda before=before: len(meta.sent) > before + 20, 120)
        await asyncio.to_thread(assistant.restart, "rasa", kill=True)
    await asyncio.gather(*writing)
    await drained(meta, assistant)
    return await asyncio.to_thread(_compare, meta, assistant, sent)


def _compare(meta: GraphStandIn, assistant: Assistant, sent: dict[str, list[str]]) -> dict[str, int]:
    found = Counter(events=sum(map(len, sent.values())))
    for person, mids in sent.items():
        archive = _archive(assistant, person)
        heard = Counter(event["message_id"] for event in archive if event["event"] == "user")
        said = [event["text"] for event in archive if event["event"] == "bot"]
        received = meta.texts(person)
        found["lost_events"] += sum(mid not in heard for mid in mids)
        found["doubled_events"] += sum(count - 1 for count in heard.values())
        found["lost_replies"] += max(0, len(said) - len(received))
        found["doubled_replies"] += max(0, len(received) - len(said))
        same = all(text.startswith(start[:40]) for text, start in zip(received, said, strict=False))
        found["disordered_people"] += 0 if same else 1
    names = ("events", "lost_events", "doubled_events", "lost_replies", "doubled_replies", "disordered_people")
    return {name: found[name] for name in names}


async def drained(meta: GraphStandIn, assistant: Assistant, seconds: float = 900) -> dict[str, float]:
    """Waits until nothing waits any more; gives how long that took."""
    address = f"{assistant.rasa_url}/webhooks/messenger/status"

    def waiting() -> int:
        try:
            found = requests.get(address, timeout=10).json()
        except requests.RequestException:
            return 1
        return found["inbox"]["waiting"] + found["outbox"]["waiting"]

    started = time.monotonic()
    while await asyncio.to_thread(waiting):
        if time.monotonic() > started + seconds:
            raise TimeoutError("still waiting")
        await asyncio.sleep(0.5)
    return {"seconds": round(time.monotonic() - started, 1)}


def _archive(assistant: Assistant, person: str) -> list[dict[str, Any]]:
    with sqlite3.connect(assistant.folder / "tracker.db") as archive:
        query = "SELECT data FROM events WHERE sender_id = ? ORDER BY id"
        return [json.loads(row[0]) for row in archive.execute(query, (f"facebook-{person}",))]


async def _timed(meta: GraphStandIn, events: list[dict[str, Any]]) -> float:
    started = time.perf_counter()
    status = await meta.deliver(events, repeat=False)
    assert status == 200, status
    return time.perf_counter() - started


def _quantiles(times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100)
    return {f"p{percent}_ms": round(1000 * cuts[percent - 1], 1) for percent in (50, 95, 99)}


@contextlib.contextmanager
def receiver(environment: dict[str, str], port: int) -> Iterator[str]:
    """A receiver process; gives its webhook's address."""
    command = [sys.executable, "-m", "channels.messenger.receiver", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        time.sleep(6)
        yield f"http://127.0.0.1:{port}/webhooks/messenger/webhook"
    finally:
        process.terminate()
        process.wait(10)


async def measure(seconds: float, people: int, times: int, apart: bool) -> dict[str, Any]:
    """All measures, with the assistant of this folder."""
    async with GraphStandIn() as meta:
        with tempfile.TemporaryDirectory() as folder:
            database = f"sqlite:///{folder}/messenger.db"
            extra = {**ENVIRONMENT, "GRAPH_API_URL": meta.url, "MESSENGER_DB_URL": database}
            assistant = await asyncio.to_thread(start_assistant, env_extra=extra)
            meta.webhook = assistant.rasa_url + "/webhooks/messenger/webhook"
            try:
                if apart:
                    with receiver(assistant.environment, free_port()) as meta.webhook:
                        return await _measures(meta, assistant, seconds, people, 0)
                return await _measures(meta, assistant, seconds, people, times)
            finally:
                await asyncio.to_thread(assistant.stop)


async def _measures(
    meta: GraphStandIn, assistant: Assistant, seconds: float, people: int, times: int
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    measures = {
        "steady": lambda: steady(meta, seconds, people),
        "drained": lambda: drained(meta, assistant),
        "kill_9": lambda: kills(meta, assistant, people, times),
        "flood_1_event": lambda: flood(meta, seconds / 4, 1),
        "flood_20_events": lambda: flood(meta, seconds / 4, 20),
    }
    if not times:
        del measures["kill_9"]
    for name, run in measures.items():
        found[name] = await run()
        logger.info("%-26s %s", name, found[name])
    return {**found, "rejected_by_the_stand_in": len(meta.rejected)}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.messenger")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--receiver", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    found = asyncio.run(measure(chosen.seconds, chosen.people, chosen.kills, chosen.receiver))
    if chosen.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
