"""The live connection of an open desk: server-sent events, presence by the way."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from datetime import timezone as zones

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desk import live
from desk.access import desk_view
from desk.models import Agent

HEARTBEAT = 15.0


@desk_view(background=True)
@require_GET
def stream(request: HttpRequest) -> HttpResponse:
    """Events `changed` (a list of live.describe) and `alive`; resumes after Last-Event-ID."""
    response = StreamingHttpResponse(_events(request), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(request: HttpRequest) -> AsyncIterator[bytes]:
    queue = live.hub.subscribe()    # before looking at what was missed: nothing falls in between
    try:
        missed = await live.in_thread(live.touched_since, _since(request))
        yield b"retry: 2000\n\n" + _event("changed", missed)
        async for told in _told(request, queue):
            yield told
    finally:
        live.hub.unsubscribe(queue)


async def _told(request: HttpRequest, queue: asyncio.Queue) -> AsyncIterator[bytes]:
    agent, seen = request.agent, 0.0
    async for rows in live.hub.listen(queue):
        if time.monotonic() - seen > HEARTBEAT - 1:
            seen = time.monotonic()
            if not await live.in_thread(_still_here, agent.pk, request.session.session_key):
                yield _event("ended", [])
                return
        yield _event("changed", rows) if rows else b": alive\n\n"


def _event(name: str, rows: list[dict]) -> bytes:
    newest = max((row["at"] for row in rows), default=None)
    head = f"id: {newest!r}\n" if newest else ""
    return f"{head}event: {name}\ndata: {json.dumps(rows)}\n\n".encode()


def _since(request: HttpRequest) -> datetime:
    """What an interrupted desk has already been told; a minute ago for a new one."""
    try:
        at = float(request.headers.get("Last-Event-ID", ""))
        return datetime.fromtimestamp(at, tz=zones.utc) - live.OVERLAP
    except (ValueError, OverflowError, OSError):
        return timezone.now() - timedelta(minutes=1)


def _still_here(pk: int, session_key: str | None) -> bool:
    """Notes presence; False when the session has ended meanwhile."""
    if not Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now()).exists():
        return False
    return bool(Agent.objects.filter(pk=pk, user__is_active=True).update(seen_at=timezone.now()))


@desk_view()
@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """Available, on the phone, away."""
    wanted = request.POST.get("presence")
    if wanted not in Agent.Presence.values:
        return HttpResponse(status=400)
    Agent.objects.filter(pk=request.agent.pk).update(presence=wanted, seen_at=timezone.now())
    return HttpResponse(status=204)


@desk_view()
@require_POST
def sound(request: HttpRequest) -> HttpResponse:
    """Sound on or off, kept with the account."""
    Agent.objects.filter(pk=request.agent.pk).update(sound=request.POST.get("sound") == "1")
    return HttpResponse(status=204)
