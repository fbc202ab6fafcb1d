"""A small server of shared contracts/city-api.yaml that tells the invented city, and misbehaves on request.

    city = FakeCity(); city.start(); city.url
    city.answers["/city/v1/notices"] = []            # other data
    city.modes["/city/v1/snow"] = "slow"             # part of a path: mode (see fake_modes.py)
    city.calls, city.created                         # what was received; requests and appointments by key
"""
from __future__ import annotations

import copy
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from nlu.text import plain
from tests.actions import fake_modes
from tests.actions import invented_city as saint_clovis

GENERIC = {"rue", "chemin", "avenue", "ch", "av", "des", "de", "du", "la", "le", "d", "l"}


class Call(NamedTuple):
    """A call that was received."""

    method: str
    path: str
    query: dict[str, str]
    key: str | None
    body: Any


class FakeCity:
    """One server on a free port."""

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"city": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Everything as at the start."""
        self.release = threading.Event()     # ends the slow answers
        self.calls: list[Call] = []
        self.created: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, Any] = {}
        self.modes: dict[str, str] = {}
        self.statuses: dict[str, tuple[int, Any]] = {}
        self.definitions = copy.deepcopy(saint_clovis.DEFINITIONS)
        self.requests: list[dict[str, Any]] = []
        self.conflict = False
        self.slots = copy.deepcopy(saint_clovis.SLOTS)

    def start(self) -> None:
        """Serves in a thread."""
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Ends the server and its slow answers."""
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def called(self, part: str) -> list[Call]:
        """Calls whose path contains a text."""
        return [call for call in self.calls if part in call.path]

    def answer(self, call: Call) -> tuple[int, Any]:
        """Status and JSON body."""
        for part, given in self.statuses.items():
            if part in call.path:
                return given
        for part, body in self.answers.items():
            if call.path.startswith(part):
                return 200, body
        for pattern, method, reply in ROUTES:
            match = re.fullmatch(pattern, call.path)
            if match and method == call.method:
                return reply(self, call, *(unquote(group) for group in match.groups()))
        return 404, {"title": "Not Found", "status": 404}

    def create(self, call: Call, made: dict[str, Any]) -> dict[str, Any]:
        """What was created by a key, the first time or before."""
        with self.lock:
            return self.created.setdefault(call.key or f"none-{len(self.created)}", made)


class _Handler(BaseHTTPRequestHandler):
    city: FakeCity
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """A read."""
        self._serve("GET", None)

    def do_POST(self) -> None:
        """A creation, of a form or of JSON."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        json_body = "json" in (self.headers.get("Content-Type") or "")
        self._serve("POST", json.loads(raw) if json_body else parse_qsl(raw, keep_blank_values=True))

    def _serve(self, method: str, body: Any) -> None:
        parts = urlsplit(self.path)
        query = {name: found[0] for name, found in parse_qs(parts.query).items()}
        call = Call(method, parts.path, query, self.headers.get("Idempotency-Key"), body)
        self.city.calls.append(call)
        mode = next((m for part, m in self.city.modes.items() if part in call.path), "well")
        status, answer = self.city.answer(call) if mode in fake_modes.ANSWERED else (200, None)
        try:
            fake_modes.MODES[mode](self, self.city, status, answer)
        except OSError:
            self.close_connection = True   # the client has gone

    def log_message(self, *args: Any) -> None:
        """Quiet."""


def _addresses(city: FakeCity, call: Call) -> tuple[int, Any]:
    wanted = {word for word in re.findall(r"\w+", plain(call.query["q"])) if word not in GENERIC}
    found = [a for a in saint_clovis.ADDRESSES if wanted and wanted <= set(re.findall(r"\w+", plain(a["label"])))]
    return 200, found[: int(call.query["limit"])]


def _waste(city: FakeCity, call: Call) -> tuple[int, Any]:
    wanted = set(re.findall(r"\w+", plain(call.query["q"])))
    return 200, [i for i in saint_clovis.WASTE_ITEMS if wanted & set(re.findall(r"\w+", plain(i["name"]))) - {"de"}]


def _collections(city: FakeCity, call: Call, _id: str) -> tuple[int, Any]:
    first, last = call.query["from"], call.query["to"]
    return 200, [c for c in saint_clovis.COLLECTIONS if first <= c["date"] <= last]


def _notices(city: FakeCity, call: Call) -> tuple[int, Any]:
    sectors = {a["id"]: a["sector"] for a in saint_clovis.ADDRESSES}
    sector = sectors.get(call.query.get("address_id", ""))
    kind = call.query.get("kind")
    return 200, [n for n in saint_clovis.NOTICES if kind in (None, n["kind"])
                 and (sector is None or n["sectors"] is None or sector in n["sectors"])]


def _permit(city: FakeCity, call: Call, kind: str) -> tuple[int, Any]:
    found = saint_clovis.PERMITS.get(kind)
    return (200, found) if found else (404, {"title": "Not Found", "status": 404})


def _facilities(city: FakeCity, call: Call) -> tuple[int, Any]:
    kind, q = call.query.get("kind"), call.query.get("q")
    return 200, [f for f in saint_clovis.FACILITIES
                 if kind in (None, f["kind"]) and (q is None or plain(q) in plain(f["name"]))]


def _stops(city: FakeCity, call: Call) -> tuple[int, Any]:
    q = call.query.get("q")
    return 200, [s for s in saint_clovis.STOPS if q is None or q == s["code"] or plain(q) in plain(s["name"])]


def _departures(city: FakeCity, call: Call, _id: str) -> tuple[int, Any]:
    route = call.query.get("route")
    return 200, [d for d in saint_clovis.DEPARTURES if route in (None, d["route"])][: int(call.query["limit"])]


def _alerts(city: FakeCity, call: Call) -> tuple[int, Any]:
    return 200, [a for a in saint_clovis.ALERTS if call.query.get("route") in (None, a["route"])]


def _book(city: FakeCity, call: Call) -> tuple[int, Any]:
    slot = next((s for s in city.slots if s["id"] == call.body["slot_id"]), None)
    if slot is None or city.conflict:
        return 409, {"title": "Conflict", "status": 409}
    return 201, city.create(call, {**slot, "id": "RDV-1", "body": call.body})


def _definition(city: FakeCity, call: Call, code: str) -> tuple[int, Any]:
    in_language = city.definitions.get(f"{code}/{call.query.get('lang')}")   # a city that has its lists in both languages
    return 200, [{"service_code": code, "attributes": in_language or city.definitions[code]}]


def _request(city: FakeCity, call: Call, number: str) -> tuple[int, Any]:
    known = [*city.requests, *city.created.values()]
    found = [r for r in known if r.get("service_request_id") == number]
    return (200, found) if found else (404, [{"code": 404, "description": "unknown"}])


def _open(city: FakeCity, call: Call) -> tuple[int, Any]:
    made = {"service_request_id": f"SC-{len(city.created) + 1}", "body": call.body, "status": "open"}
    return 201, [city.create(call, made)]


ROUTES = [
    ("/city/v1/addresses", "GET", _addresses),
    ("/city/v1/addresses/([^/]+)/collections", "GET", _collections),
    ("/city/v1/addresses/([^/]+)/snow", "GET", lambda *_: (200, saint_clovis.SNOW)),
    ("/city/v1/waste-items", "GET", _waste),
    ("/city/v1/parking-ban", "GET", lambda city, call: (200, {**saint_clovis.PARKING, "date": call.query["date"]})),
    ("/city/v1/roadworks/events", "GET", lambda *_: (200, saint_clovis.WORKS)),
    ("/city/v1/notices", "GET", _notices),
    ("/city/v1/transfer-duty", "GET", lambda *_: (200, saint_clovis.DUTY)),
    ("/city/v1/permits/([^/]+)", "GET", _permit),
    ("/city/v1/facilities", "GET", _facilities),
    ("/city/v1/facilities/([^/]+)/hours", "GET", lambda *_: (200, saint_clovis.HOURS)),
    ("/city/v1/transit/stops", "GET", _stops),
    ("/city/v1/transit/stops/([^/]+)/departures", "GET", _departures),
    ("/city/v1/transit/alerts", "GET", _alerts),
    ("/city/v1/appointments/slots", "GET", lambda city, call: (200, city.slots)),
    ("/city/v1/appointments", "POST", _book),
    (r"/open311/v2/services\.json", "GET", lambda *_: (200, saint_clovis.SERVICES)),
    (r"/open311/v2/services/([^/]+)\.json", "GET", _definition),
    (r"/open311/v2/requests\.json", "GET", lambda city, call: (200, city.requests)),
    (r"/open311/v2/requests\.json", "POST", _open),
    (r"/open311/v2/requests/([^/]+)\.json", "GET", _request),
    (r"/open311/v2/tokens/([^/]+)\.json", "GET", lambda *_: (404, [{"code": 404, "description": "unknown"}])),
]
