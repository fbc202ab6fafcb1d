"""A PostgreSQL server for some tests: a cluster of its own in a temporary folder, on a free port."""
from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))


@contextmanager
def running_postgresql(folder: Path) -> Iterator[str]:
    """The SQLAlchemy address of an empty database, while the server runs."""
    data = folder / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if os.getuid() == 0:                       # PostgreSQL refuses to run as root
        for above in [folder, *folder.parents][:-2]:
            above.chmod(0o755)
        shutil.chown(folder, "postgres", "postgres")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={folder} -c fsync=off"
    _run("initdb", "-D", str(data), "-U", "guichet", "-A", "trust", "--no-sync", "-E", "UTF8")
    _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://guichet@127.0.0.1:{port}/postgres"
    finally:
        _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop", check=False)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*as_user, str(BIN / program), *arguments], check=check, capture_output=True, cwd="/tmp")
