"""Starts the real server of these tests, and a PostgreSQL of their own, as child processes."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).parent / "samples"
KINDS = ("sectors", "streets", "addresses", "collections", "permits", "appointments", "services")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**variables: str) -> dict[str, str]:
    """The environment of an installation of the sample city, and nothing of the developer's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {
        "WEB_SECRET_KEY": "a key of the tests",
        "CITY_PROFILE": str(SAMPLES / "profile.yml"),
        "CITY_API_KEY": "cle-des-tests",
        "PYTHONUNBUFFERED": "1",
        "WEB_ACCESS_LOG": "1",
    }
    return kept | own | variables


def manage(env: dict[str, str], *args: str) -> subprocess.CompletedProcess:
    """Run manage.py to its end."""
    command = [sys.executable, str(ROOT / "web" / "manage.py"), *args]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def fill(env: dict[str, str]) -> None:
    """Migrate, and take the sample city in."""
    assert manage(env, "migrate", "-v0").returncode == 0
    for kind in KINDS:
        (path,) = SAMPLES.glob(f"{kind}.*")
        done = manage(env, "import_city", kind, str(path))
        assert done.returncode == 0, done.stderr


@contextmanager
def serving(env: dict[str, str], log: Path):
    """The server's address while it runs."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--ws", "none", "--app-dir", "web", "guichet_web.asgi:application"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield _answering(f"http://127.0.0.1:{port}", process, log)
        finally:
            process.terminate()
            process.wait(10)


def _answering(url: str, process: subprocess.Popen, log: Path) -> str:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        try:
            if requests.get(f"{url}/health", timeout=2).ok:
                return url
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


@contextmanager
def postgresql(folder: Path):
    """The address of a database: DATABASE_URL_TEST_POSTGRES, else a server of our own in a folder."""
    given = os.environ.get("DATABASE_URL_TEST_POSTGRES")
    if given:
        yield given
        return
    binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    assert binaries, "PostgreSQL is not installed, and DATABASE_URL_TEST_POSTGRES is not set"
    data, port = folder / "data", str(free_port())
    _as_somebody(folder, binaries[-1], "initdb", "-D", str(data), "-U", "guichet", "-A", "trust", "-E", "UTF8", "-N")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _as_somebody(
        folder, binaries[-1], "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"
    )
    try:
        yield f"postgres://guichet@127.0.0.1:{port}/postgres"
    finally:
        _as_somebody(folder, binaries[-1], "pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def _as_somebody(folder: Path, binaries: str, program: str, *args: str) -> None:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
    command = [f"{binaries}/{program}", *args]
    with (folder / "output").open("ab") as output:
        subprocess.run(
            command,
            check=True,
            cwd=folder,
            stdout=output,
            stderr=output,
            user=user and user.pw_uid,
            group=user and user.pw_gid,
        )
