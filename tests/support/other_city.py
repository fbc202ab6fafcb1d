"""A second city API, in nothing but the standard library, for a city that no file of the project knows.

    python tests/support/other_city.py PORT

It honours shared contracts/city-api.yaml with its own streets, codes, items, permits, stops and days, and shares
no code with the embedded one, so that what works with both works with any. For the tests it also has:

    GET  /_seen             {"requests": [form…], "appointments": [body…]}: what was written
    POST /_mode?mode=NAME   up | down (503) | slow | html | empty | teapot: how it answers from now on
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import other_city_data as d
from other_city_answers import read
from other_city_memory import Refused, memory

SLOW = 20  # seconds: past the assistant's patience


def open_request(form: dict[str, Any], key: str | None) -> list[dict[str, Any]]:
    """Opens a request once per key; a code of another city, or a required attribute left out, is refused."""
    codes = {s["service_code"] for s in d.SERVICES}
    required = [a["code"] for a in d.ATTRIBUTES.get(form.get("service_code", ""), []) if a["required"]]
    if form.get("service_code") not in codes or any(f"attribute[{code}]" not in form for code in required):
        raise Refused(400, [{"code": 400, "description": "service_code or a required attribute is wrong"}])
    with memory.lock:
        if key not in memory.by_key:
            memory.requests.append(form)
            memory.by_key[key] = [{"service_request_id": f"AQ{len(memory.requests):04}", "service_notice": None}]
        return memory.by_key[key]


def book(body: dict[str, Any], key: str | None) -> dict[str, Any]:
    """Books a slot; the first one is always taken by someone else meanwhile."""
    if not body.get("name") or not (body.get("email") or body.get("phone")):
        raise Refused(422, {"title": "name and a way to reach you", "status": 422})
    with memory.lock:
        if body["slot_id"] == "slot-0" or (body["slot_id"] in memory.taken and key not in memory.by_key):
            memory.taken.add(body["slot_id"])
            raise Refused(409, {"title": "taken", "status": 409})
        memory.taken.add(body["slot_id"])
        memory.appointments[key or ""] = body
        at = next(i for i in (1, 2) if body["slot_id"] == f"slot-{i}")
        booked = {
            "id": f"RDV-{at}",
            "starts_at": d.moment((5, 6)[at - 1], ("13:20", "15:40")[at - 1]),
            "place": "Bureau 3",
        }
        return memory.by_key.setdefault(key, booked)


class Handler(BaseHTTPRequestHandler):
    """HTTP for all this."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A read."""
        address = urlsplit(self.path)
        if address.path == "/_seen":
            self._answer(200, {"requests": memory.requests, "appointments": list(memory.appointments.values())})
            return
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self._serve(lambda: read(address.path, query))

    def do_POST(self) -> None:
        """A write."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        address, key = urlsplit(self.path), self.headers.get("Idempotency-Key")
        if address.path == "/_mode":
            memory.mode = parse_qs(address.query)["mode"][0]
            self._answer(200, {"mode": memory.mode})
        elif address.path == "/city/v1/appointments":
            self._serve(lambda: book(json.loads(body), key), 201)
        else:
            self._serve(lambda: open_request(dict(parse_qsl(body)), key), 201)

    def _serve(self, read_or_write: Any, status: int = 200) -> None:
        if memory.mode == "slow":
            time.sleep(SLOW)
        if memory.mode == "down":
            self._answer(503, {"title": "closed for the storm", "status": 503})
        elif memory.mode == "html":
            self._answer(200, "<html><body>Bienvenue au quai!</body></html>", "text/html")
        elif memory.mode == "teapot":
            self._answer(200, {"unexpected": True})
        elif memory.mode == "empty":
            self._answer(200, [])
        else:
            try:
                self._answer(status, read_or_write())
            except Refused as refusal:
                self._answer(refusal.status, refusal.body)

    def _answer(self, status: int, body: Any, kind: str = "application/json") -> None:
        sent = (body if isinstance(body, str) else json.dumps(body)).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)
        except BrokenPipeError:
            pass  # the assistant was too impatient to wait: that is what `slow` is for

    def log_message(self, *_: Any) -> None:
        """Silent."""


def main() -> None:
    """Serves until killed."""
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()


if __name__ == "__main__":
    main()
