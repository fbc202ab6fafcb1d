"""A service request from the conversation: prefilled, completed, opened; or looked up by its number."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from actions.city_errors import CityError, CityUnavailable
from cities.current import current
from cities.formats import moment_text
from desk import audit, live, notes, open311, texts
from desk.access import desk_view, readable
from desk.models import Conversation, Handoff
from desk.views.thread import current_handoff

FIELDS = {"description": 4000, "address_string": 500, "email": 254, "phone": 50, "first_name": 200, "last_name": 200}


@desk_view()
def open_request(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the form, for the service chosen. POST: opens it."""
    found = get_object_or_404(readable(request), pk=pk)
    handoff = current_handoff(list(found.handoffs.all()))
    values = request.POST if request.method == "POST" else _prefilled(found, handoff) | request.GET.dict()
    context = {"conversation": found, "values": values, "key": _key(values)}
    try:
        context |= _service(request, handoff, values)
        if request.method == "POST":
            return _opened(request, found, handoff, context)
    except CityUnavailable:
        context["problem"] = _("The city's system does not answer now. Nothing was opened: try again in a moment.")
    except CityError as error:
        context["problem"] = error.detail or _("The city's system refused the request.")
    return render(request, "desk/_request_form.html", context)


def _key(values) -> str:
    """The form's idempotency key, so that a form sent twice opens one request."""
    try:
        return str(UUID(values.get("key", "")))
    except ValueError:
        return str(uuid4())


def _service(request: HttpRequest, handoff: Handoff | None, values) -> dict:
    language = request.agent.language
    offered = open311.services(language)
    wanted = values.get("service_code") or current().service_code(handoff.topic if handoff else "report_other")
    service = next((s for s in offered if s.service_code == wanted), offered[0] if offered else None)
    asked = open311.attributes(service.service_code, language) if service and service.metadata else []
    return {"services": offered, "service": service, "attributes": [_asked(a, values) for a in asked]}


def _asked(attribute, values) -> dict:
    name = f"attribute[{attribute.code}]"
    several = attribute.datatype == "multivaluelist"
    given = values.getlist(name) if several and hasattr(values, "getlist") else values.get(name, "")
    return {"name": name, "attribute": attribute, "several": several, "given": given}


def _prefilled(found: Conversation, handoff: Handoff | None) -> dict[str, str]:
    lines = {line.get("field"): line.get("value") for line in (handoff.summary if handoff else [])}
    contact = handoff.contact if handoff else {}
    said = found.messages.filter(author="citizen").exclude(text="").order_by("-at")[:3]
    return {
        "description": lines.get("description") or "\n".join(message.text for message in reversed(said)),
        "address_string": lines.get("place") or lines.get("address") or "",
        "email": contact.get("email", ""),
        "phone": contact.get("phone", ""),
    }


def _opened(request: HttpRequest, found: Conversation, handoff: Handoff | None, context: dict) -> HttpResponse:
    form = {name: request.POST.get(name, "").strip()[:most] for name, most in FIELDS.items()}
    form["service_code"] = context["service"].service_code
    form |= {asked["name"]: asked["given"] for asked in context["attributes"]}
    number = open311.open_request(context["key"], form)
    notes.fact(found, f"request:{number}", request.agent)
    audit.record(request.user, "request", found, number)
    if handoff:
        Handoff.objects.filter(pk=handoff.pk).update(number=number)
    live.touch(found)
    delay = _delay(number, found.language)
    words = texts.reply("utter_desk_request_opened", found.language, number=number, delay=delay)
    return render(request, "desk/_request_opened.html", {"number": number, "words": words, "conversation": found})


def _delay(number: str, language: str) -> str | None:
    try:
        opened = open311.request(number, language) if number else None
    except CityError:
        return None     # a token, or a number that is not published yet
    due = opened.expected_datetime if opened else None
    return moment_text(due.astimezone(current().timezone), language) if due else None


@desk_view()
@require_GET
def look_up(request: HttpRequest) -> HttpResponse:
    """What became of a request."""
    number = request.GET.get("number", "").strip()[:128]
    context = {"number": number}
    try:
        context["found"] = open311.request(number, request.agent.language) if number else None
    except CityUnavailable:
        context["problem"] = _("The city's system does not answer now.")
    except CityError:
        context["found"] = None
    return render(request, "desk/_request_found.html", context)
