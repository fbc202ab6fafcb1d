"""The same conversation without JavaScript: one page, one form, no cookie (the token is in the form)."""
from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.texts import text
from channels.web import http
from channels.web.desk import Desk
from channels.web.http import Refusal
from channels.web.transcript import speaker, words
from cities.current import current

FOLDER = Path(__file__).with_name("page")
PATIENCE = 20.0   # seconds that the page waits for an answer before it is shown
_SECURITY = {
    **http.PRIVATE,
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
_pages = Environment(loader=FileSystemLoader(FOLDER), autoescape=select_autoescape(["html"]), trim_blocks=True)


def add_form(paths: Blueprint, desk_of: Callable[[], Desk]) -> None:
    """Registers the page on a blueprint."""

    @paths.get("/form")
    async def show(request: Request) -> HTTPResponse:
        language = "en" if request.args.get("lang") == "en" else "fr"
        return _page(language, token="", rows=[], problem=None)

    @paths.post("/form", stream=True)
    async def send(request: Request) -> HTTPResponse:
        desk, problem, rows = desk_of(), None, []
        fields = await _fields(request)
        language, token = "en" if fields.get("lang") == "en" else "fr", fields.get("token", "")
        try:
            token = token or await _opened(desk, request, language)
            conversation = desk.conversation(token)
            problem = await _receive(desk, request, conversation, fields, language)
            rows = await desk.said(conversation)
        except Refusal as refusal:
            problem = text(refusal.key, language, **refusal.values)
            token = "" if refusal.key == "expired" else token
        return _page(language, token, rows, problem)

    @paths.get("/form.css")
    async def style(request: Request) -> HTTPResponse:
        return await response.file(FOLDER / "form.css", headers={"Cache-Control": "max-age=3600"})


async def _opened(desk: Desk, request: Request, language: str) -> str:
    return await desk.open(language, http.client_address(request, desk.settings.proxies))


async def _receive(
    desk: Desk, request: Request, conversation: str, fields: dict[str, str], language: str
) -> str | None:
    """Takes the message and waits for its answer; returns what there is to say about it. Raises Refusal."""
    if "refresh" in fields:
        return None
    message = {"id": fields.get("id", ""), "text": fields.get("choice") or fields.get("text", "")}
    address = http.client_address(request, desk.settings.proxies)
    _, answer = await desk.receive(conversation, message, language, address)
    if answer is not None:
        _, pending = await asyncio.wait({answer}, timeout=PATIENCE)
        return text("form_slow", language) if pending else None
    return None


async def _fields(request: Request) -> dict[str, str]:
    """The form's fields; {} when it is too large, which an empty message then says."""
    try:
        sent = (await http.body(request)).decode("utf-8", "replace")
    except Refusal:
        return {}
    return {name: values[0] for name, values in parse_qs(sent).items()}


def _page(language: str, token: str, rows: list[Any], problem: str | None) -> HTTPResponse:
    profile = current()
    shown = [row for row in rows if row.kind in ("citizen", "said")]
    page = _pages.get_template("form.html").render(
        language=language, token=token, rows=shown, problem=problem, profile=profile,
        id=secrets.token_hex(12), t=partial(_text, language), speaker=speaker, words=words,
        choices=shown[-1].data.get("choices", []) if shown else [],
    )
    return response.html(page, headers=_SECURITY)


def _text(language: str, key: str, **values: object) -> str:
    return text(key, language, **values)
