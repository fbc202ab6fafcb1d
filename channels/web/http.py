"""What every path of the web channel shares: allowed origins, bounded bodies, tokens, refusals in plain words."""
from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from channels import edge
from channels.texts import text

logger = logging.getLogger(__name__)
Handler = Callable[..., Awaitable[HTTPResponse | None]]
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept-Language, Last-Event-ID",
    "Access-Control-Expose-Headers": "Retry-After",
    "Access-Control-Max-Age": "7200",
}
PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class Refusal(Exception):
    """Something that is not done, with the words that say why.

    Args:
        status: HTTP status.
        key: name in channels/texts.yml, also the machine-readable code.
    """

    def __init__(self, status: int, key: str, headers: dict[str, str] | None = None, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.headers, self.values = status, key, headers or {}, values


def endpoint(origins: frozenset[str]) -> Callable[[Handler], Handler]:
    """Decorator of a handler: checks the page's origin, answers refusals in words."""

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        async def guarded(request: Request, *values: Any) -> HTTPResponse | None:
            try:
                if cors(request, origins) is None:
                    raise Refusal(403, "not_allowed")
                response = await handler(request, *values)
            except Refusal as refusal:
                response = refused(request, refusal)
            if response is not None:
                response.headers.update(PRIVATE)
            return response

        return guarded

    return decorate


def refused(request: Request, refusal: Refusal) -> HTTPResponse:
    """{"error": code, "message": sentence in the citizen's language}."""
    message = text(refusal.key, language(request), **refusal.values)
    return json_response({"error": refusal.key, "message": message}, refusal.status, headers=refusal.headers)


def cors(request: Request, origins: frozenset[str]) -> dict[str, str] | None:
    """Headers for the page that asks; None when its origin may not use the channel."""
    origin = request.headers.get("origin")
    if origin is None or urlsplit(origin).netloc == request.host:
        return {"Vary": "Origin"}
    if origin not in origins:
        return None
    return {"Vary": "Origin", "Access-Control-Allow-Origin": origin, **ALLOWED}


def language(request: Request) -> str:
    """`fr` or `en`, from the page's Accept-Language."""
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "fr"


async def body(request: Request) -> bytes:
    """The body of a request whose handler was registered with stream=True.

    Raises:
        Refusal: above edge.MAX_BODY, before it is read to the end.
    """
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > edge.MAX_BODY:
        raise Refusal(413, "too_large")
    read = b""
    if request.stream:
        async for chunk in request.stream:
            read += chunk
            if len(read) > edge.MAX_BODY:
                raise Refusal(413, "too_large")
    return read


async def json_body(request: Request) -> dict[str, Any]:
    """The body as a JSON object. Raises Refusal."""
    try:
        value = json.loads(await body(request) or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "unreadable") from error
    if not isinstance(value, dict):
        raise Refusal(400, "unreadable")
    return value


def token(request: Request) -> str:
    """The conversation's token, from the Authorization header only: addresses are logged, headers are not."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def client_address(request: Request, proxies: int) -> str:
    """Network address of the citizen: the one that the outermost of our own proxies saw."""
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return request.ip
