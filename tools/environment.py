"""The environment of a development run: .env, made once with random secrets; what is set outside wins."""
from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from dotenv import dotenv_values

ROOT = Path(__file__).parents[1]
EXAMPLE, FILE = ROOT / ".env.example", ROOT / ".env"
RANDOM = "made at random"


def prepare() -> dict[str, str]:
    """Environment for the assistant's processes; writes .env the first time.

    Variables added to .env.example since .env was made are added with their example value.
    """
    kept = dotenv_values(FILE) if FILE.exists() else {}
    lines = [_line(line, kept) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    if set(dotenv_values(EXAMPLE)) - set(kept):
        FILE.touch(mode=0o600)
        FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    defaults = {name: value for name, value in dotenv_values(FILE).items() if value}   # an empty one is not set
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore",
             "OPENBLAS_NUM_THREADS": "1",   # for matrices as small as ours, more threads only wait for each other
             "SANIC_HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    return {**quiet, **defaults, **os.environ}


def _line(line: str, kept: dict[str, str | None]) -> str:
    match = re.match(r"([A-Z0-9_]+)=(\S*)(\s*#.*)?$", line)
    if not match:
        return line
    name, value, comment = match.groups()
    if name in kept:
        value = kept[name] or ""
    elif RANDOM in (comment or ""):
        value = secrets.token_urlsafe(32)
    return f"{name}={value}{comment or ''}"
