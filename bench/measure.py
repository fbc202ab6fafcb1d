"""Measures of a running Rasa server by its REST channel; the same code for ours and for the stock starter bot."""
from __future__ import annotations

import itertools
import statistics
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import requests

CONVERSATIONS, EACH = 12, 20      # for the median, one message at a time
PARALLEL, EACH_PARALLEL = 32, 12  # for the throughput
LONG, EDGE = 500, 20              # length of the long conversation; messages averaged at each of its ends


@dataclass(frozen=True)
class Figures:
    """What was measured: seconds, messages per second, a ratio, megabytes."""

    median: float
    p95: float
    throughput: float
    growth: float
    memory: float


@dataclass(frozen=True)
class Server:
    """A running server.

    Args:
        url: Rasa's address.
        pid: its process, for resident memory.
        always_answers: a message without an answer is a failure; the starter's policies sometimes predict no words.
    """

    url: str
    pid: int
    always_answers: bool


def measure(server: Server, messages: list[str]) -> Figures:
    """All figures of one server, warmed up first; `messages` are taken in turn by each conversation."""
    _talk(server, messages * 2)
    script = list(itertools.islice(_cycle(messages), EACH))
    times = sorted(t for _ in range(CONVERSATIONS) for t in _talk(server, script))
    return Figures(
        median=statistics.median(times), p95=times[int(len(times) * 0.95)], throughput=_throughput(server, messages),
        growth=_growth(server, messages), memory=resident_megabytes(server.pid),
    )


def _cycle(messages: list[str]) -> Iterator[str]:
    return itertools.cycle(messages)


def _talk(server: Server, messages: list[str]) -> list[float]:
    """Seconds that each message took, in one conversation over one connection. Raises RuntimeError for silence."""
    sender, times = uuid.uuid4().hex, []
    with requests.Session() as session:
        for text in messages:
            started = time.perf_counter()
            body = {"sender": sender, "message": text}
            answer = session.post(f"{server.url}/webhooks/rest/webhook", json=body, timeout=60)
            answer.raise_for_status()
            if server.always_answers and not answer.json():
                raise RuntimeError(f"no words came back from {server.url}")
            times.append(time.perf_counter() - started)
    return times


def _throughput(server: Server, messages: list[str]) -> float:
    started = time.perf_counter()
    script = list(itertools.islice(_cycle(messages), EACH_PARALLEL))
    with ThreadPoolExecutor(PARALLEL) as pool:
        list(pool.map(lambda _: _talk(server, script), range(PARALLEL)))
    return PARALLEL * EACH_PARALLEL / (time.perf_counter() - started)


def _growth(server: Server, messages: list[str]) -> float:
    """Time of the last messages of a long conversation over that of the first ones, same messages at both ends."""
    part = list(itertools.islice(_cycle(messages), EDGE))
    times = _talk(server, list(itertools.islice(_cycle(part), LONG)))
    return statistics.mean(times[-EDGE:]) / statistics.mean(times[:EDGE])


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process and its children."""
    pids, total = [pid], 0.0
    while pids:
        current = pids.pop()
        status = Path(f"/proc/{current}/status").read_text(encoding="utf-8")
        total += next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
        children = Path(f"/proc/{current}/task/{current}/children").read_text(encoding="utf-8")
        pids += [int(child) for child in children.split()]
    return total
