"""A real Redis server for tests, on a free port, in memory only."""
from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator

import redis

from tests.support.assistant import free_port


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Its address, redis://127.0.0.1:…/0, for as long as the context lasts."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    client = redis.Redis(port=port)
    for _ in range(100):
        with contextlib.suppress(redis.ConnectionError):
            if client.ping():
                return
        time.sleep(0.05)
    raise RuntimeError("redis-server did not start")
