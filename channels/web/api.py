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


def add_paths(paths: Blueprint, origins: frozenset[str], desk_of: Callable[[Request], Desk]) -> None:
    """Registers them on a blueprint.

    Args:
        desk_of: gives the worker's Desk for a request.
    """
    guarded = http.endpoint(origins)

    def known(request: Request) -> tuple[Desk, str]:
        desk = desk_of(request)
        return desk, desk.conversation(http.token(request))

    @paths.on_response
    async def allow(request: Request, answer: HTTPResponse) -> None:
        """Rasa's own CORS middleware answers preflights before any handler; here they get this channel's origins."""
        answer.headers.update(http.cors(request, origins) or {})

    @paths.get("/")
    async def health(request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @guarded
    async def preflight(request: Request) -> HTTPResponse:
        return response.empty()

    for path in WIDGET_PATHS:
        paths.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{path.strip('/')}")

    @paths.get("/city")
    @guarded
    async def about(request: Request) -> HTTPResponse:
        return response.json(about_city())

    @paths.post("/conversations", stream=True)
    @guarded
    async def start(request: Request) -> HTTPResponse:
        desk, asked = desk_of(request), await http.json_body(request)
        language = "en" if asked.get("language") == "en" else "fr"
        token = await desk.open(language, http.client_address(request, desk.settings.proxies))
        return response.json({"token": token}, 201)

    @paths.post("/messages", stream=True)
    @guarded
    async def message(request: Request) -> HTTPResponse:
        desk, conversation = known(request)
        address = http.client_address(request, desk.settings.proxies)
        asked = await http.json_body(request)
        seq, _ = await desk.receive(conversation, asked, http.language(request), address)
        return response.json({"seq": seq}, 202)

    @paths.get("/events")
    @guarded
    async def events(request: Request) -> None:
        desk, conversation = known(request)
        if desk.streams.full(conversation):
            raise Refusal(429, "too_many_pages", {"Retry-After": "30"})
        seen = request.headers.get("last-event-id", "")
        stream = await request.respond(headers=_SSE, content_type="text/event-stream; charset=utf-8")
        await desk.streams.serve(conversation, int(seen) if seen.isdecimal() else 0, stream.send)
        await stream.eof()

    @paths.get("/addresses")
    @guarded
    async def addresses(request: Request) -> HTTPResponse:
        desk, conversation = known(request)
        await desk.count("suggest", conversation)
        return response.json(await suggestions(request.args.get("q", "")))

    @paths.get("/transcript")
    @guarded
    async def download(request: Request) -> HTTPResponse:
        desk, conversation = known(request)
        language = http.language(request)
        name = f'attachment; filename="{text("file_name", language)}.txt"'
        words = transcript(await desk.said(conversation), language)
        return response.text(words, headers={"Content-Disposition": name})

    @paths.delete("/conversation", ignore_body=False)
    @guarded
    async def forget(request: Request) -> HTTPResponse:
        desk, conversation = known(request)
        await desk.count("message", conversation)
        await erase(request.app.ctx.agent, conversation, WebOutput(desk.store, desk.bus))
        return response.empty()

    @paths.post("/rating", stream=True)
    @guarded
    async def rating(request: Request) -> HTTPResponse:
        desk, conversation = known(request)
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
