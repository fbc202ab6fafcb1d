"""The HTTP side: Meta's verification, its events, and what operators and the desk may ask on the private network."""
from __future__ import annotations

import ipaddress
import json
import logging
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.messenger import events, signature, state
from channels.messenger.settings import Settings
from channels.messenger.summary import summary

logger = logging.getLogger(__name__)
MAX_BODY = 4 * 1024 * 1024    # a batch holds up to 1000 events
FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


def routes(blueprint: Blueprint, settings: Settings, running: Callable[[], Any], resolve: Callable) -> None:
    """Adds the channel's paths.

    Args:
        running: gives what is started (`database`, `writer`, `wake()`), None before.
        resolve: text of a payload that we issued.
    """

    @blueprint.get("/webhook", name="verify")
    async def verify(request: Request) -> HTTPResponse:
        asked = request.args.get("hub.mode") == "subscribe"
        if asked and signature.same(settings.verify_token, request.args.get("hub.verify_token")):
            return response.text(request.args.get("hub.challenge") or "", headers={"X-Content-Type-Options": "nosniff"})
        return response.text("", status=403)

    @blueprint.post("/webhook", name="receive")
    async def receive(request: Request) -> HTTPResponse:
        if len(request.body) > MAX_BODY:
            return response.text("", status=413)
        if not signature.valid(settings.app_secret, request.body, request.headers.get("x-hub-signature-256")):
            return response.text("", status=403)
        return await _accept(request.body, running(), settings, resolve)

    @blueprint.get("/status", name="status")
    async def show_status(request: Request) -> HTTPResponse:
        if not (is_local(request) or knows_token(request, settings)):
            return response.text("", status=404)
        return response.json(await running().database.call(summary))

    @blueprint.get("/window/<person>", name="window")
    async def show_window(request: Request, person: str) -> HTTPResponse:
        if not knows_token(request, settings):
            return response.text("", status=404)
        window = await running().database.call(state.window, person)
        return response.json({"open_until": window.open_until, "human_until": window.human_until})


async def _accept(body: bytes, running: Any, settings: Settings, resolve: Callable) -> HTTPResponse:
    try:
        batch = events.read(json.loads(body), resolve, settings.app_id)
    except ValueError:
        return response.text("", status=400)
    try:
        await running.writer.put(batch)
    except (sa.exc.SQLAlchemyError, AttributeError) as error:
        logger.error("messenger: events not accepted (%s); Meta will send them again", type(error).__name__)
        return response.text("", status=503)
    running.wake()
    return response.text("EVENT_RECEIVED")


def is_local(request: Request) -> bool:
    """Whether a request comes from this machine, and not through a proxy on it."""
    forwarded = any(name in request.headers for name in FORWARDED)
    try:
        return not forwarded and ipaddress.ip_address(request.ip).is_loopback
    except ValueError:
        return False


def knows_token(request: Request, settings: Settings) -> bool:
    """Whether a request comes from our own processes: never through the public proxy, and with their token."""
    forwarded = any(name in request.headers for name in FORWARDED)
    given = (request.headers.get("authorization") or "").removeprefix("Bearer ")
    return not forwarded and signature.same(settings.internal_token, given)
