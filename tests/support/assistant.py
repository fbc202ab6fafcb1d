"""The whole assistant in one call: web part, action server, Rasa, on free ports with databases of their own.

    assistant = start_assistant()            # about 30 s; logs in assistant.folder
    assistant.web_url, assistant.rasa_url    # http://127.0.0.1:…
    assistant.restart("rasa")                # or kill("rasa") and start("rasa")
    assistant.stop()
"""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
RASA = str(Path(PYTHON).with_name("rasa"))
SECRET = "only-for-tests-" * 4


class NotStarted(RuntimeError):
    """A process ended or did not answer in time; the message ends with its log."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def newest_model() -> Path:
    """The newest trained model; trained first when there is none."""
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if models:
        return models[-1]
    subprocess.run([PYTHON, "-m", "tools.train"], cwd=ROOT, check=True)
    return newest_model()


@dataclass
class Assistant:
    """Running processes by name: web, actions, rasa, and rasa2… when there are several workers."""

    folder: Path
    environment: dict[str, str]
    commands: dict[str, list[str]] = field(default_factory=dict)
    ready: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)
    web_url: str = ""
    rasa_url: str = ""
    rasa_urls: list[str] = field(default_factory=list)

    def start(self, *names: str) -> None:
        """Starts processes side by side and waits until they answer. Raises NotStarted."""
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.commands[name], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )
        for name in names:
            self._wait(name)

    def end(self, *names: str, kill: bool = False) -> None:
        """Ends processes, as an operator (SIGTERM) or as a crash (`kill`) would."""
        for name in names:
            process = self.running.pop(name, None)
            if process is None:
                continue
            process.kill() if kill else process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def restart(self, name: str, kill: bool = False) -> None:
        """Ends one process and starts it again on the same port."""
        self.end(name, kill=kill)
        self.start(name)

    def stop(self) -> None:
        """Ends everything and removes the databases and logs."""
        self.end(*list(self.running))
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, name: str) -> str:
        """What a process has written."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _wait(self, name: str, seconds: float = 150) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.running[name].poll() is not None:
                break
            try:
                if requests.get(self.ready[name], timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.3)
        raise NotStarted(f"{name} did not start:\n{self.log(name)[-3000:]}")


def start_assistant(
    profile: str = "cities/rivemont.yml", env_extra: dict[str, str] | None = None, workers: int = 1
) -> Assistant:
    """Starts everything.

    Args:
        profile: city profile, from the project's root.
        env_extra: environment on top of the tests' own.
        workers: number of Rasa servers, each on its own port; several need LOCK_STORE_URL=redis://… in env_extra.
    Raises:
        NotStarted: when a process does not come up.
    """
    folder = Path(tempfile.mkdtemp(prefix="guichet-assistant-"))
    ports = {"web": free_port(), "actions": free_port()}
    names = ["rasa", *(f"rasa{number}" for number in range(2, workers + 1))]
    ports |= {name: free_port() for name in names}
    urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    environment = {**os.environ, **_environment(folder, profile, urls), **(env_extra or {})}
    assistant = Assistant(folder, environment)
    assistant.web_url, assistant.rasa_url, assistant.rasa_urls = urls["web"], urls["rasa"], [urls[n] for n in names]
    assistant.commands = _commands(ports, names)
    assistant.ready = {name: f"{url}{_HEALTH.get(name, '/webhooks/web/')}" for name, url in urls.items()}
    try:
        subprocess.run(
            [PYTHON, "manage.py", "bootstrap"], cwd=ROOT / "web", env=environment, check=True, capture_output=True
        )
        assistant.start("web", "actions", *names)
    except BaseException:
        assistant.end(*list(assistant.running))
        raise
    return assistant


_HEALTH = {"web": "/health", "actions": "/health"}


def _environment(folder: Path, profile: str, urls: dict[str, str]) -> dict[str, str]:
    return {
        "CITY_PROFILE": str(ROOT / profile),
        "CITY_API_URL": urls["web"], "CITY_API_KEY": "key-for-tests", "ACTION_SERVER_URL": f"{urls['actions']}/webhook",
        "DATABASE_URL": f"sqlite:///{folder}/web.sqlite3", "TRACKER_STORE_URL": f"sqlite:///{folder}/tracker.db",
        "OUTBOX_URL": f"sqlite:///{folder}/outbox.db", "EVENT_SPOOL_URL": f"sqlite:///{folder}/events.db",
        "LOCK_STORE_URL": "memory://", "EVENTS_URL": "", "SANIC_WORKERS": "1", "DESK_URL": "",
        "WEB_SECRET_KEY": SECRET, "WEB_CHANNEL_SECRET": SECRET, "INTERNAL_TOKEN": SECRET,
        "WIDGET_ORIGINS": urls["web"], "WIDGET_ENDPOINT": f"{urls['rasa']}/webhooks/web", "WEB_CHANNEL_RATES": "",
        "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore",
        "OPENBLAS_NUM_THREADS": "1",
        "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost",
    }


def _commands(ports: dict[str, int], servers: list[str]) -> dict[str, list[str]]:
    web = [PYTHON, "-m", "uvicorn", "--app-dir", "web", "guichet_web.asgi:application", "--ws", "none"]
    rasa = [RASA, "run", "--enable-api", "-i", "127.0.0.1", "-m", str(newest_model()), "--endpoints", "endpoints.yml"]
    return {
        "web": [*web, "--port", str(ports["web"])],
        "actions": [RASA, "run", "actions", "--port", str(ports["actions"])],
        **{
            name: [*rasa, "--credentials", "credentials.yml", "--port", str(ports[name])] for name in servers
        },
    }
