"""What Rasa, the action server and its outbox ask of the desk; a shared token, no session."""

import hmac
import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from desk import config, ingest, refused, waiting


def internal(view: Callable[[HttpRequest, dict], dict]) -> Callable:
    """A POST of JSON with the internal token: 401 without it, 400 for anything but a JSON object."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not config.configured():
            return HttpResponse(status=503)
        expected = f"Bearer {config.settings().internal_token}".encode()
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected):
            return HttpResponse(status=401)
        try:
            body = json.loads(request.body)
        except ValueError:
            return HttpResponse(status=400)
        return JsonResponse(view(request, body)) if isinstance(body, dict) else HttpResponse(status=400)

    return guarded


@internal
def events(_request: HttpRequest, body: dict) -> dict:
    """`{"events": […]}` of runtime.event_broker_wire; once this is answered, Rasa forgets them."""
    batch = body.get("events")
    return {"new": ingest.take_in(batch if isinstance(batch, list) else [])}


@internal
def promise(_request: HttpRequest, _body: dict) -> dict:
    """Whether a person may be promised now: {promised, why, position, minutes}."""
    made = waiting.promise()
    return {"promised": made.promised, "why": made.why, "position": made.position, "minutes": made.minutes}


@internal
def refused_request(_request: HttpRequest, body: dict) -> dict:
    """`{"conversation", "handoff": {…}}`: a request that the city refused for good; once answered, the outbox forgets it."""
    handoff = body.get("handoff")
    sensible = isinstance(handoff, dict) and 0 < len(str(handoff.get("id") or "")) <= 64
    return {"new": refused.take_in(str(body.get("conversation") or "")[:255], handoff) if sensible else False}
