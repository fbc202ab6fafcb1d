"""The two servers that are compared: Rasa's starter bot as `rasa init` makes it, and ours with everything it needs."""
from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.measure import Server
from tests.support.assistant import RASA, ROOT, free_port, start_assistant

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}


def train_seconds(project: Path, folder: Path) -> float:
    """Seconds of a full training of a project, nothing cached; the model goes to `folder`."""
    env = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    started = time.perf_counter()
    subprocess.run([RASA, "train", "--out", folder], cwd=project, env=env, check=True, capture_output=True)
    return time.perf_counter() - started


def make_starter(folder: Path) -> Path:
    """The stock project, untrained."""
    project = folder / "starter"
    project.mkdir()
    subprocess.run([RASA, "init", "--no-prompt", "--init-dir", project], cwd=folder, env={**os.environ, **QUIET},
                   check=True, capture_output=True)
    return project


@contextmanager
def starter(project: Path, model: Path) -> Iterator[Server]:
    """The stock server running."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [RASA, "run", "-i", "127.0.0.1", "--port", str(port), "-m", model]
    process = subprocess.Popen(command, cwd=project, env={**os.environ, **QUIET}, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        _wait(url)
        yield Server(url, process.pid, always_answers=False)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def ours() -> Iterator[Server]:
    """Our server with its action server and the embedded city API."""
    assistant = start_assistant()
    try:
        yield Server(assistant.rasa_url, assistant.running["rasa"].pid, always_answers=True)
    finally:
        assistant.stop()


def _wait(url: str, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.5)
    raise RuntimeError(f"no answer from {url}")


def temporary() -> Path:
    """A folder for models and the starter project."""
    return Path(tempfile.mkdtemp(prefix="guichet-bench-", dir=os.environ.get("BENCH_DIR")))


__all__ = ["ROOT", "make_starter", "ours", "starter", "temporary", "train_seconds"]
