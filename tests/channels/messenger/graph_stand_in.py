"""A stand-in for Meta's side of Messenger: a strict Graph API, and people who write to the page.

It rejects what Meta would reject (graph_rules.py), keeps the messaging window, sends echoes of what it accepted and
repeats webhooks that are not answered with 200, as Meta does. Tests read `sent`, `actions` and `rejected`.

    async with GraphStandIn() as meta:      # meta.url goes to GRAPH_API_URL
        meta.webhook = "http://127.0.0.1:5005/webhooks/messenger/webhook"
        await meta.says("1000001", "Bonjour")
        await meta.until(lambda: meta.texts("1000001"))
"""
from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web

from tests.channels.messenger.graph_rules import Rejected, check_profile, check_send, need

APP_SECRET, PAGE_TOKEN, VERIFY_TOKEN = "s3cret-of-the-app", "EAAtoken-of-the-page", "verify-me"
PAGE = "900100200300"
ENVIRONMENT = {
    "MESSENGER_APP_SECRET": APP_SECRET, "MESSENGER_PAGE_TOKEN": PAGE_TOKEN, "MESSENGER_VERIFY_TOKEN": VERIFY_TOKEN,
}
VERSION = "v25.0"
REPEAT = (0.5, 1, 2, *[4] * 60)   # seconds between deliveries of a webhook that failed; Meta goes on for hours
_mids = itertools.count(1)


class GraphStandIn:
    """Meta, on a port of its own."""

    def __init__(self, app_secret: str = APP_SECRET, token: str = PAGE_TOKEN) -> None:
        self.app_secret, self.token = app_secret, token
        self.webhook = ""
        self.echoes = True                                # the page subscribed to message_echoes
        self.down: str | None = None                      # "refuse": HTTP 503; "silent": takes it, says nothing
        self.fail_next: list[tuple[int, int | None]] = []   # (code, subcode) to answer to the next messages
        self.sent: list[dict[str, Any]] = []              # accepted messages: {person, at, tag, **message}
        self.actions: list[tuple[str, str]] = []
        self.rejected: list[str] = []
        self.profile: dict[str, Any] = {}
        self.profile_writes = 0
        self.requests: list[tuple[str, dict[str, str]]] = []   # (path with query, headers) of every request
        self.heard: dict[str, float] = {}
        self._background: set[asyncio.Task] = set()

    # ---- the server -----------------------------------------------------------------------------

    async def __aenter__(self) -> GraphStandIn:
        app = web.Application()
        app.router.add_post("/{version}/me/messages", self._messages)
        app.router.add_route("*", "/{version}/me/messenger_profile", self._profile)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._background:
            task.cancel()
        await self._client.close()
        await self._runner.cleanup()

    async def _messages(self, request: web.Request) -> web.Response:
        return await self._guarded(request, self._take_message)

    async def _profile(self, request: web.Request) -> web.Response:
        return await self._guarded(request, self._take_profile)

    async def _guarded(self, request: web.Request, take: Callable) -> web.Response:
        self.requests.append((request.path_qs, dict(request.headers)))
        if self.down == "refuse":
            return web.Response(status=503, text="<html>unavailable</html>")
        try:
            body = await request.json() if request.method == "POST" else dict(request.query)
        except ConnectionResetError:   # the caller was killed before it had said all
            return web.Response(status=400)
        try:
            self._check_access(request, body)
            answer = await take(request, body)
        except Rejected as error:
            self.rejected.append(f"{error.code}: {error.reason}")
            return web.json_response(_error(error), status=error.status)
        if self.down == "silent":
            await asyncio.sleep(60)
        return web.json_response(answer)

    def _check_access(self, request: web.Request, body: dict[str, Any]) -> None:
        need(request.match_info["version"] == VERSION, "unknown version", 2500)
        need("access_token" not in request.query, "the token is in the URL", 190)
        need("access_token" not in body, "the token is in the body", 190)
        need(request.headers.get("Authorization") == f"Bearer {self.token}", "invalid OAuth access token", 190)
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        need(body.get("appsecret_proof") == proof, "invalid appsecret_proof")

    async def _take_message(self, _request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        if self.fail_next and "message" in body:
            code, subcode = self.fail_next.pop(0)
            raise Rejected(code, "asked by the test", subcode, 500 if code in (2, 1200) else 400)
        check_send(body)
        person = body["recipient"]["id"]
        self._check_window(person, body.get("tag"))
        if "sender_action" in body:
            self.actions.append((person, body["sender_action"]))
            return {"recipient_id": person}
        mid = f"m_out{next(_mids)}"
        self.sent.append({"person": person, "at": time.time(), "tag": body.get("tag"), "mid": mid, **body["message"]})
        if self.echoes and self.webhook:
            echo = {"is_echo": True, "app_id": 77, "mid": mid, "metadata": body["message"].get("metadata")}
            self._later(self.deliver([item(person, message=echo, from_page=True)]))
        return {"recipient_id": person, "message_id": mid}

    def _check_window(self, person: str, tag: str | None) -> None:
        need(person in self.heard, "no matching user found", 100, 2018001)
        allowed = 7 * 86400 if tag else 86400
        need(time.time() - self.heard[person] <= allowed, "sent outside of allowed window", 10, 2018278)

    async def _take_profile(self, request: web.Request, body: dict[str, Any]) -> dict[str, Any]:
        if request.method == "GET":
            names = request.query.get("fields", "").split(",")
            return {"data": [{name: self.profile[name] for name in names if name in self.profile}]}
        need(request.method == "POST", "method")
        check_profile(body, self.profile)
        self.profile_writes += 1
        self.profile.update({name: value for name, value in body.items() if name != "appsecret_proof"})
        return {"result": "success"}

    # ---- people who write ----------------------------------------------------------------------------

    async def says(self, person: str, text: str, **more: Any) -> int:
        """A typed message; returns the webhook's status."""
        return await self.deliver([typed(person, text, **more)])

    async def presses(self, person: str, title: str) -> int:
        """Taps a quick reply among those offered last, by its title as shown."""
        offered = next(m["quick_replies"] for m in reversed(self.to(person)) if "quick_replies" in m)
        payload = next(reply["payload"] for reply in offered if reply["title"] == title)
        return await self.deliver([typed(person, title, quick_reply={"payload": payload})])

    async def deliver(self, items: list[dict[str, Any]], field: str = "messaging", repeat: bool = True) -> int:
        """Sends one webhook request with a batch of events, again until it is answered with 200, if `repeat`."""
        for event in items:
            if "message" in event and not event["message"].get("is_echo") or "postback" in event:
                person, at = event["sender"]["id"], event["timestamp"] / 1000
                self.heard[person] = max(at, self.heard.get(person, 0))
        entries = [{"id": PAGE, "time": int(time.time() * 1000), field: [event]} for event in items]
        body = json.dumps({"object": "page", "entry": entries}).encode()
        for pause in (*REPEAT, None):
            status = await self.post(body, sign(self.app_secret, body))
            if status == 200 or not repeat or pause is None:
                return status
            await asyncio.sleep(pause)
        return status

    async def post(self, body: bytes, signature: str | None) -> int:
        """One HTTP request to the webhook; 0 when nobody answers."""
        headers = {"Content-Type": "application/json", **({"X-Hub-Signature-256": signature} if signature else {})}
        try:
            async with self._client.post(self.webhook, data=body, headers=headers) as response:
                return response.status
        except aiohttp.ClientError:
            return 0

    # ---- what tests read -------------------------------------------------------------------------------

    def to(self, person: str) -> list[dict[str, Any]]:
        """Messages that a person received, in order."""
        return [message for message in self.sent if message["person"] == person]

    def texts(self, person: str) -> list[str]:
        """Their texts."""
        return [message.get("text") or message["attachment"]["payload"].get("text", "") for message in self.to(person)]

    async def until(self, condition: Callable[[], object], seconds: float = 10) -> Any:
        """What the condition gives, once it is true.

        Raises:
            AssertionError: when it is not in time.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := condition():
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(f"not within {seconds} s; {len(self.sent)} sent, rejected: {self.rejected[:3]}")

    def _later(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def sign(secret: str, body: bytes) -> str:
    """The X-Hub-Signature-256 header of a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def item(person: str, at: float | None = None, from_page: bool = False, **what: Any) -> dict[str, Any]:
    """One messaging event, `what` being message, postback, read…"""
    ends = ({"id": PAGE}, {"id": person}) if from_page else ({"id": person}, {"id": PAGE})
    return {"sender": ends[0], "recipient": ends[1], "timestamp": int((at or time.time()) * 1000), **what}


def typed(
    person: str, text: str | None, at: float | None = None, mid: str | None = None, **more: Any
) -> dict[str, Any]:
    """A message event; `more` adds quick_reply, attachments…"""
    said = {"text": text} if text is not None else {}
    return item(person, at, message={"mid": mid or f"m_in{next(_mids)}.{time.time_ns()}", **said, **more})


def position(lat: float, long: float) -> list[dict[str, Any]]:
    """Attachments of a shared position."""
    return [{"type": "location", "payload": {"coordinates": {"lat": lat, "long": long}}}]


def _error(error: Rejected) -> dict[str, Any]:
    detail = {"message": error.reason, "type": "OAuthException", "code": error.code, "fbtrace_id": "Atrace"}
    return {"error": {**detail, **({"error_subcode": error.subcode} if error.subcode else {})}}
