"""Starts the whole assistant on this machine: `python -m tools.run`, which is `make run`."""
from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from honcho.manager import Manager

from cities.profile import ProfileError, load
from tools.environment import ROOT, prepare
from tools.ports import settle_ports
from tools.train import train

BIN = Path(sys.executable).parent
PATIENCE = 120   # seconds before a process that does not answer is called dead


def main() -> None:
    """Checks the profile, trains if needed, starts the processes, prints the addresses once all answer."""
    env = prepare()
    try:
        profile = load(ROOT / env["CITY_PROFILE"])
    except ProfileError as error:
        sys.exit(f"profile: {error}")
    (ROOT / "var").mkdir(exist_ok=True)
    model = train()
    env = settle_ports(env)
    print("preparing the database…", flush=True)
    embedded = env["CITY_API_URL"] == env["WEB_URL"]
    subprocess.run([BIN / "python", "manage.py", "bootstrap" if embedded else "migrate"], cwd=ROOT / "web",
                   env=_web(env), check=True, stdout=subprocess.DEVNULL)
    if env.get("GUICHET_DEMO") == "1" and profile.extra.get("demo"):
        subprocess.run([BIN / "python", "manage.py", "create_demo_agents"], cwd=ROOT / "web", env=_web(env), check=False)
    manager = Manager()
    for name, (command, folder, variables) in _processes(env, model).items():
        manager.add_process(name, " ".join(str(part) for part in command), env=variables, cwd=str(ROOT / folder))
    threading.Thread(target=_announce, args=(env, profile.name), daemon=True).start()
    manager.loop()
    sys.exit(manager.returncode)


def _processes(env: dict[str, str], model: Path) -> dict[str, tuple[list, str, dict[str, str]]]:
    web, actions, rasa = (urlsplit(env[name]) for name in ("WEB_URL", "ACTION_SERVER_URL", "RASA_URL"))
    python = BIN / "python"
    uvicorn = [python, "-m", "uvicorn", "guichet_web.asgi:application", "--host", web.hostname, "--port", web.port,
               "--ws", "none", "--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "5"]
    processes = {
        "web": (uvicorn, "web", _web(env)),
        "actions": ([BIN / "rasa", "run", "actions", "--port", actions.port], ".", env),
        "outbox": ([python, "-m", "actions.outbox"], ".", env),
        "rasa": ([BIN / "rasa", "run", "--enable-api", "-i", rasa.hostname, "--port", rasa.port, "-m", model,
                  "--credentials", "credentials.yml", "--endpoints", "endpoints.yml",
                  "--auth-token", env["RASA_API_TOKEN"]], ".", env),
    }
    if env.get("MESSENGER_APP_SECRET"):
        processes["messenger"] = ([python, "-m", "channels.messenger.receiver"], ".", env)
    if env["EVENT_BROKER_URL"].startswith("amqp"):
        processes["events"] = ([python, "manage.py", "consume_events"], "web", _web(env))
    return processes


def _web(env: dict[str, str]) -> dict[str, str]:
    """The web process runs in web/: paths of the project are made absolute."""
    database = env["DATABASE_URL"]
    if database.startswith("sqlite:///") and not database.startswith("sqlite:////"):
        database = f"sqlite:///{ROOT}/{database[len('sqlite:///'):]}"
    return {**env, "DATABASE_URL": database, "CITY_PROFILE": str(ROOT / env["CITY_PROFILE"])}


def _announce(env: dict[str, str], city: str) -> None:
    """One line per address, once everything answers."""
    started = time.monotonic()
    actions = env["ACTION_SERVER_URL"].rsplit("/", 1)[0]
    for address in (f"{env['WEB_URL']}/health", f"{actions}/health", f"{env['RASA_URL']}/"):
        while not _answers(address):
            if time.monotonic() - started > PATIENCE:
                print(f"no answer from {address}: see the log above", file=sys.stderr, flush=True)
                return
            time.sleep(0.5)
    rows = {
        "demonstration page": env["WEB_URL"] + "/", "agents' desk": env["WEB_URL"] + "/desk/",
        "clerks' admin": env["WEB_URL"] + "/admin/", "city API": env["CITY_API_URL"] + "/city/v1/",
        "rest channel": env["RASA_URL"] + "/webhooks/rest/webhook", "talk in a terminal": "make talk",
    }
    print(f"\nGuichet serves {city} ({time.monotonic() - started:.0f} s):", flush=True)
    for name, address in rows.items():
        print(f"  {name:20} {address}", flush=True)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    main()
