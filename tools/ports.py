"""Ports of a development run: where another program already listens, the web part moves and the others say so."""
from __future__ import annotations

import os
import socket
import sys
from urllib.parse import urlsplit

FOLLOW = ("DESK_URL", "WIDGET_ORIGINS", "CITY_API_URL")   # name the web part's address, unless set otherwise


def settle_ports(env: dict[str, str]) -> dict[str, str]:
    """Environment in which every port is free; exits with one line when Rasa's or the action server's is not.

    A city API of somebody else may listen where the embedded one would: CITY_API_URL, when set from outside, is kept.
    """
    for name in ("RASA_URL", "ACTION_SERVER_URL"):
        if busy(env[name]):
            sys.exit(f"{name}: another program listens at {env[name]}; stop it, or give another address in .env")
    if not busy(env["WEB_URL"]):
        return env
    old = urlsplit(env["WEB_URL"])
    port = next(p for p in range(old.port + 1, old.port + 100) if not busy(f"http://{old.hostname}:{p}"))
    print(f"port {old.port} is taken: the web part goes to {port}", flush=True)
    moved = {
        name: env[name].replace(f":{old.port}", f":{port}")
        for name in ("WEB_URL", *FOLLOW) if name == "WEB_URL" or name not in os.environ
    }
    return {**env, **moved}


def busy(address: str) -> bool:
    """Whether something listens at an address."""
    parts = urlsplit(address)
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((parts.hostname or "127.0.0.1", parts.port or 80)) == 0
