"""The ways in which the fake city behaves: well, or as servers do on a bad day."""
from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

ANSWERED = {"well", "slow", "truncated", "extra", "null_fields"}   # modes that need the true answer


def send(
    handler: BaseHTTPRequestHandler, status: int, raw: bytes, kind: str = "application/json", **headers: str
) -> None:
    """One whole answer."""
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(raw)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(raw)


def _json(handler: Any, city: Any, status: int, answer: Any) -> None:
    send(handler, status, json.dumps(answer).encode())


def _fixed(status: int, raw: bytes, kind: str = "application/json", **headers: str) -> Callable[..., None]:
    return lambda handler, city, _status, _answer: send(handler, status, raw, kind, **headers)


def _slow(handler: Any, city: Any, status: int, answer: Any) -> None:
    city.release.wait(8)
    _json(handler, city, status, answer)


def _cut(handler: Any, city: Any, status: int, answer: Any) -> None:
    handler.close_connection = True
    with contextlib.suppress(OSError):
        handler.connection.shutdown(socket.SHUT_RDWR)


def _truncated(handler: Any, city: Any, status: int, answer: Any) -> None:
    raw = json.dumps(answer).encode()
    send(handler, status, raw[: len(raw) // 2])


def _short(handler: Any, city: Any, status: int, answer: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'[{"id":')
    handler.close_connection = True


def _drip(handler: Any, city: Any, status: int, answer: Any) -> None:
    """One byte at a time: each arrives within the time-out, the whole never does."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not city.release.is_set():
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def _endless(handler: Any, city: Any, status: int, answer: Any) -> None:
    """More than anybody would read."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    while not city.release.is_set():
        handler.wfile.write(b" " * 262_144)


def _nulls(handler: Any, city: Any, status: int, answer: Any) -> None:
    _json(handler, city, status, _without_values(answer))


def _without_values(answer: Any) -> Any:
    if isinstance(answer, list):
        return [_without_values(part) for part in answer] or [{"id": None}]
    return dict.fromkeys(answer)


def _loop(handler: Any, city: Any, status: int, answer: Any) -> None:
    send(handler, 302, b"", Location=handler.path)


def _extra(handler: Any, city: Any, status: int, answer: Any) -> None:
    """The same answer from a server that says more than the contract asks."""
    more = {"zzz": {"nested": [1, None]}, "self": "http://elsewhere.example"}
    added = [{**part, **more} for part in answer] if isinstance(answer, list) else {**answer, **more}
    send(handler, status, json.dumps(added).encode(), "text/plain; charset=utf-8")


MODES: dict[str, Callable[..., None]] = {
    "well": _json,
    "slow": _slow,
    "cut": _cut,
    "error_500": _fixed(500, b'{"title": "Server error", "status": 500}'),
    "error_503_html": _fixed(503, b"<html>Down for maintenance</html>", "text/html"),
    "html": _fixed(200, b"<!doctype html><title>Bienvenue</title>", "text/html"),
    "truncated": _truncated,
    "short": _short,
    "drip": _drip,
    "endless": _endless,
    "null": _fixed(200, b"null"),
    "wrong_types": _fixed(200, b'{"detail": ["not", "what", "was", "asked"]}'),
    "texts": _fixed(200, b'["x", 3]'),
    "number": _fixed(200, b"42"),
    "nested": _fixed(200, b"[" * 60_000),
    "not_utf8": _fixed(200, b'[{"id": "\xff\xfe"}]'),
    "null_fields": _nulls,
    "extra": _extra,
    "too_many": _fixed(429, b'{"title": "Too many requests", "status": 429}', **{"Retry-After": "60"}),
    "forbidden": _fixed(403, b'[{"code": 403, "description": "key"}]'),
    "redirect_loop": _loop,
    "redirect_home": _fixed(302, b"[]", Location="/open311/v2/requests.json"),
}
BROKEN = ["cut", "error_500", "error_503_html", "html", "truncated", "short", "null", "wrong_types", "texts", "number",
          "nested", "not_utf8", "too_many", "forbidden", "redirect_loop"]
