"""The paths that the widget uses, under /webhooks/web."""
from __future__ import annotations

from collections.abc import Callable

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.city import city
from actions.city_errors import CityError
from channels import edge
from channels.texts import text
from channels.web import http
from channels.web.desk import Desk
from channels.web.erase import erase
from channels.web.http import Refusal
from channels.web.output import WebOutput
from channels.web.transcript import transcript
from cities.current import current

WIDGET_PATHS = (
    "/city", "/conversations", "/messages", "/events", "/addresses", "/transcript", "/conversation", "/rating"
)
_SSE = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff"}


def add_paths(paths: Blueprint, origins: frozenset[str], desk_of: Callable[[], Desk]) -> None:
    """Registers the paths on a blueprint.

    Args:
        desk_of: gives the worker's Desk.
    """
    api, guarded = Api(desk_of), http.endpoint(origins)
    for method, path, handler, options in (
        ("GET", "/city", api.city, {}),
        ("POST", "/conversations", api.open, {"stream": True}),
        ("POST", "/messages", api.message, {"stream": True}),
        ("GET", "/events", api.events, {}),
        ("GET", "/addresses", api.addresses, {}),
        ("GET", "/transcript", api.transcript, {}),
        ("DELETE", "/conversation", api.erase, {"ignore_body": False}),
        ("POST", "/rating", api.rating, {"stream": True}),
    ):
        paths.add_route(guarded(handler), path, methods=[method], name=handler.__name__, **options)
        paths.add_route(guarded(_preflight), path, methods=["OPTIONS"], name=f"{handler.__name__}_preflight")
    paths.add_route(_health, "/", methods=["GET"], name="health")

    @paths.on_response
    async def allow(request: Request, answer: HTTPResponse) -> None:
        """Rasa's own CORS middleware answers preflights before any handler; here they get this channel's origins."""
        answer.headers.update(http.cors(request, origins) or {})


async def _health(_: Request) -> HTTPResponse:
    return response.json({"status": "ok"})


async def _preflight(_: Request) -> HTTPResponse:
    return response.empty()


class Api:
    """What each path does. All but `city` and `open` need the conversation's token. Each may raise a Refusal."""

    def __init__(self, desk_of: Callable[[], Desk]) -> None:
        self._desk_of = desk_of

    def _known(self, request: Request) -> tuple[Desk, str]:
        desk = self._desk_of()
        return desk, desk.conversation(http.token(request))

    async def city(self, _: Request) -> HTTPResponse:
        """GET /city: see about_city."""
        return response.json(about_city())

    async def open(self, request: Request) -> HTTPResponse:
        """POST /conversations {"language"}: 201 {"token"}."""
        desk, asked = self._desk_of(), await http.json_body(request)
        language = "en" if asked.get("language") == "en" else "fr"
        token = await desk.open(language, http.client_address(request, desk.settings.proxies))
        return response.json({"token": token}, 201)

    async def message(self, request: Request) -> HTTPResponse:
        """POST /messages {"id", "text", "location"?}: 202 {"seq"}; the answer comes by /events."""
        desk, conversation = self._known(request)
        address = http.client_address(request, desk.settings.proxies)
        asked = await http.json_body(request)
        seq, _ = await desk.receive(conversation, asked, http.language(request), address)
        return response.json({"seq": seq}, 202)

    async def events(self, request: Request) -> None:
        """GET /events: server-sent events after Last-Event-ID (see wire.py)."""
        desk, conversation = self._known(request)
        if desk.streams.full(conversation):
            raise Refusal(429, "too_many_pages", {"Retry-After": "30"})
        seen = request.headers.get("last-event-id", "")
        stream = await request.respond(headers=_SSE, content_type="text/event-stream; charset=utf-8")
        await desk.streams.serve(conversation, int(seen) if seen.isdecimal() else 0, stream.send)
        await stream.eof()

    async def addresses(self, request: Request) -> HTTPResponse:
        """GET /addresses?q=: up to five addresses of the city."""
        desk, conversation = self._known(request)
        await desk.count("suggest", conversation)
        return response.json(await suggestions(request.args.get("q", "")))

    async def transcript(self, request: Request) -> HTTPResponse:
        """GET /transcript: the conversation as a text file."""
        desk, conversation = self._known(request)
        language = http.language(request)
        name = f'attachment; filename="{text("file_name", language)}.txt"'
        words = transcript(await desk.said(conversation), language)
        return response.text(words, headers={"Content-Disposition": name})

    async def erase(self, request: Request) -> HTTPResponse:
        """DELETE /conversation: forgets it; 204."""
        desk, conversation = self._known(request)
        await desk.count("message", conversation)
        await erase(request.app.ctx.agent, conversation, WebOutput(desk.store, desk.bus))
        return response.empty()

    async def rating(self, request: Request) -> HTTPResponse:
        """POST /rating {"score", "comment"?}: 204."""
        desk, conversation = self._known(request)
        await desk.rate(conversation, await http.json_body(request), http.language(request))
        return response.empty()


def about_city() -> dict[str, object]:
    """What the widget says of the city before the first question."""
    profile = current()
    return {
        "city": profile.name,
        "service": profile.contact.service,
        "phone": profile.contact.phone,
        "language": profile.languages.default,
        "english": profile.languages.english,
        "keep_days": profile.privacy.keep_days["conversation"],
        "privacy_email": profile.privacy.officer_email,
        "privacy_link": profile.topics.links.get("privacy_info"),
        "survey": bool(profile.raw.get("survey")),
        "longest": edge.MAX_LENGTH,
    }


async def suggestions(typed: str) -> list[str]:
    """At most five addresses of the city for what is being typed; [] when the city does not answer."""
    query = edge.screen(typed).text[:120]
    if len(query) < 3:
        return []
    try:
        return [address.label for address in await city().addresses(query)]
    except CityError:
        return []
