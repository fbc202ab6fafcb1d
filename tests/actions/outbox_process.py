"""A process of its own on the outbox, so that tests can run several and kill them: put, deliver or work."""
from __future__ import annotations

import sys
import time

from actions import outbox, settings
from actions.city_http import CityHttp


def main(command: str, *keys: str) -> None:
    """Says `ready`, waits for a line, does its work, says `done` and waits to be killed or closed."""
    outbox.LEASE = 1
    http = CityHttp(settings.city_api_url(), "a-key-of-tests")
    print("ready", flush=True)
    sys.stdin.readline()
    if command == "put":
        for key in keys:
            outbox.put(key, "conv", "report_pothole", {"service_code": "TROU", "description": f"trou {key}"})
    elif command == "deliver":
        for key in keys:
            outbox.deliver(key, http)
    else:
        until = time.monotonic() + 20
        while time.monotonic() < until and any((outbox.get(key) or {}).get("state") != "delivered" for key in keys):
            outbox.deliver_waiting(http)
            time.sleep(0.05)
    print("done", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main(*sys.argv[1:])
