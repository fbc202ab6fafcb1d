"""The assistant with its desk: Rasa, action server and web as separate processes, agents signed in over real HTTP.

site = start_desk()                       # embedded default: SQLite, events posted to the desk
site = start_desk(env_extra=servers.environment, workers=2)     # PostgreSQL, Redis, RabbitMQ, two Rasa servers
camille = site.agent("camille")           # available, her live connection open
site.stop()
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from tests.support import assistant as base
from tests.support.assistant import PYTHON, RASA, ROOT, SECRET, Assistant, free_port

TOKEN = "token-of-rasa-for-tests"
DESK_HOURS = 'hours: "[à compléter]"'  # unknown: presence decides, so that tests pass on any day at any hour


class Site(Assistant):
    """A running installation with a desk."""

    def person(self, key: str, *roles: str, name: str = "") -> str:
        """Creates an account; returns its password."""
        command = [PYTHON, "manage.py", "create_agent", key, "--name", name or key.capitalize()]
        for role in roles:
            command += ["--role", role]
        said = subprocess.run(
            command, cwd=ROOT / "web", env=self.environment, check=True, capture_output=True, text=True
        )
        return said.stdout.strip().rpartition(": ")[2]

    def agent(self, key: str, *roles: str, presence: str = "available") -> AgentAtDesk:
        """A new account, signed in, with its live connection open."""
        agent = AgentAtDesk(self.web_url, key, self.person(key, *roles))
        agent.sign_in()
        agent.open_live()
        agent.presence(presence)
        return agent

    def citizen(self, conversation: str = "") -> Citizen:
        """Someone who writes over the REST channel."""
        return Citizen(self, conversation or f"citizen-{uuid4().hex[:12]}")

    def tracker(self, conversation: str) -> dict[str, Any]:
        """The whole tracker, as Rasa tells it."""
        url = f"{self.rasa_url}/conversations/{conversation}/tracker"
        return requests.get(url, params={"token": TOKEN, "include_events": "ALL"}, timeout=20).json()

    def consume_events(self) -> None:
        """Starts the consumer of RabbitMQ's queue."""
        with (self.folder / "consumer.log").open("ab") as log:
            self.running["consumer"] = subprocess.Popen(
                [PYTHON, "manage.py", "consume_events"], cwd=ROOT / "web", env=self.environment, stdout=log, stderr=log
            )


class Citizen:
    """Someone on the REST channel; hears agents through the tracker."""

    def __init__(self, site: Site, conversation: str) -> None:
        self.site, self.conversation = site, conversation

    def write(self, text: str, server: int = 0) -> list[str]:
        """Says something; returns what is answered at once."""
        url = f"{self.site.rasa_urls[server]}/webhooks/rest/webhook"
        answer = requests.post(url, json={"sender": self.conversation, "message": text}, timeout=60)
        answer.raise_for_status()
        return [reply.get("text", "") for reply in answer.json()]

    def heard(self) -> list[str]:
        """All that was said to them, in order."""
        return [e["text"] for e in self.site.tracker(self.conversation)["events"] if e["event"] == "bot" and e["text"]]

    def owner(self) -> str:
        """Who holds the conversation, in the tracker."""
        return self.site.tracker(self.conversation)["slots"]["owner"]


class AgentAtDesk:
    """An agent's browser without its screen."""

    def __init__(self, url: str, key: str, password: str) -> None:
        self.url, self.key, self.password = url, key, password
        self.http = requests.Session()
        self.told: list[str] = []
        self._live: requests.Response | None = None

    def sign_in(self) -> requests.Response:
        """Signs in; returns the answer to the form."""
        self.http.get(f"{self.url}/desk/login", timeout=20)
        return self.post("login", username=self.key, password=self.password)

    def post(self, path: str, **fields: Any) -> requests.Response:
        """A form."""
        token = self.http.cookies.get("csrftoken", "")
        headers = {"X-CSRFToken": token, "Referer": self.url}
        return self.http.post(f"{self.url}/desk/{path}", data=fields, headers=headers, timeout=30)

    def get(self, path: str) -> requests.Response:
        """A page."""
        return self.http.get(f"{self.url}/desk/{path}", timeout=30)

    def open_live(self) -> None:
        """Opens the live connection, in a thread, until `close_live`."""
        self._live = self.http.get(f"{self.url}/desk/live", stream=True, timeout=120)
        threading.Thread(target=self._listen, args=(self._live,), daemon=True).start()
        wait_for(lambda: self.told)

    def _listen(self, live: requests.Response) -> None:
        try:
            for line in live.iter_lines(decode_unicode=True):
                self.told.append(line)
        except (requests.RequestException, AttributeError):
            return  # closed by us, or with the desk

    def close_live(self) -> None:
        """Closes the browser, without waiting for the connection's next beat."""
        if self._live is not None:
            with contextlib.suppress(OSError, AttributeError):   # over already
                self._live.raw.connection.sock.shutdown(socket.SHUT_RDWR)
            self._live.close()
            self._live = None

    def leave(self) -> None:
        """Closes what they hold and what waits, which are not the next test's; signs out; closes the browser."""
        for view in ("mine", "queue"):
            for pk in self.listed(view):
                with contextlib.suppress(TypeError):   # ended meanwhile: no handoff on the page
                    if view == "queue":
                        self.act(pk, "claim")
                    self.act(pk, "close")
        self.post("logout")
        self.close_live()

    def presence(self, value: str) -> None:
        """Available, on the phone, away."""
        assert self.post("presence", presence=value).status_code == 204

    def waiting(self) -> list[int]:
        """Conversations in the queue, in order."""
        return self.listed("queue")

    def listed(self, view: str) -> list[int]:
        """Conversations of a list, in order."""
        return [int(number) for number in re.findall(rf'href="/desk/c/(\d+)\?view={view}"', self.get(f"list/{view}").text)]

    def handoff(self, pk: int) -> str:
        """Key of the open handoff shown on a conversation's page."""
        return re.search(r'name="handoff" value="([^"]+)"', self.get(f"c/{pk}").text)[1]

    def act(self, pk: int, gesture: str, **fields: Any) -> requests.Response:
        """Claim, release, give-back, close… with the handoff that the page shows."""
        if gesture not in ("reply", "note", "join", "again"):
            fields["handoff"] = self.handoff(pk)
        return self.post(f"c/{pk}/{gesture}", **fields)

    def reads(self, pk: int) -> list[str]:
        """The citizen's words in the transcript, as text."""
        import html

        page = self.get(f"c/{pk}").text
        lines = re.findall(r'<li id="m-\d+" class="line citizen[^"]*".*?</li>', page, re.S)
        words = [re.search(r'<p class="words" dir="auto">(.*?)</p>', line, re.S) for line in lines]
        return [html.unescape(found[1]) for found in words if found]


def wait_for(condition: Callable[[], Any], seconds: float = 40, pause: float = 0.1) -> Any:
    """What `condition` gives once it is true. Raises AssertionError when it never is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(pause)
    raise AssertionError(f"never true in {seconds} s")


def start_desk(env_extra: dict[str, str] | None = None, workers: int = 1, desk: str = "") -> Site:
    """Starts everything.

    Args:
        desk: YAML lines of the profile's `desk`, besides its hours.
    Raises:
        NotStarted: when a process does not come up.
    """
    folder = Path(tempfile.mkdtemp(prefix="guichet-desk-"))
    names = ["rasa", *(f"rasa{number}" for number in range(2, workers + 1))]
    ports = {name: free_port() for name in ("web", "actions", *names)}
    urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    environment = {
        **os.environ,
        **base._environment(folder, str(open_profile(folder, desk)), urls),
        "DESK_URL": urls["web"],
        "RASA_URL": ",".join(urls[name] for name in names),
        "RASA_API_TOKEN": TOKEN,
        "INTERNAL_TOKEN": SECRET,
        "EVENT_BROKER_URL": "desk://",
        **(env_extra or {}),
    }
    site = Site(folder, environment)
    site.web_url, site.rasa_url, site.rasa_urls = urls["web"], urls["rasa"], [urls[name] for name in names]
    site.commands = _commands(ports, names)
    site.ready = {
        name: f"{url}{'/health' if name in ('web', 'actions') else f'/status?token={TOKEN}'}"
        for name, url in urls.items()
    }
    subprocess.run(
        [PYTHON, "manage.py", "bootstrap"], cwd=ROOT / "web", env=environment, check=True, capture_output=True
    )
    try:
        site.start("web", "actions", names[0])
        for name in names[1:]:                  # as in a rolling start: the first one makes the tables
            site.start(name)
    except BaseException:
        site.end(*list(site.running))
        raise
    if environment["EVENT_BROKER_URL"].startswith("amqp"):
        site.consume_events()
    return site


def open_profile(folder: Path, desk: str = "") -> Path:
    """The demonstration's profile with a desk that is always open, and more lines for its `desk`."""
    text = (ROOT / "cities/rivemont.yml").read_text(encoding="utf-8")
    head, found, tail = text.partition("\ndesk:\n")
    assert found
    lines = re.sub(r"^  hours:.*$", f"  {DESK_HOURS}" + (f"\n{desk}" if desk else ""), tail, count=1, flags=re.M)
    if "longest_wait_minutes" in desk:
        lines = re.sub(r"^  longest_wait_minutes: 10.*\n", "", lines, count=1, flags=re.M)
    file = folder / "city.yml"
    file.write_text(head + found + lines, encoding="utf-8")
    return file


def _commands(ports: dict[str, int], servers: list[str]) -> dict[str, list[str]]:
    web = [PYTHON, "-m", "uvicorn", "--app-dir", "web", "guichet_web.asgi:application", "--ws", "none"]
    model = os.environ.get("GUICHET_TEST_MODEL") or str(base.newest_model())
    rasa = [RASA, "run", "--enable-api", "--auth-token", TOKEN, "-i", "127.0.0.1", "-m", model]
    files = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return {
        "web": [*web, "--timeout-graceful-shutdown", "2", "--port", str(ports["web"])],
        "actions": [RASA, "run", "actions", "--port", str(ports["actions"])],
        **{name: [*rasa, *files, "--port", str(ports[name])] for name in servers},
    }
