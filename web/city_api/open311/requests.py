"""GET requests and tokens: what became of a request. Never a personal field."""

import re
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city_api.clock import iso, zone
from city_api.models import ServiceRequest
from city_api.models.base import local
from city_api.params import OFFSET_SPACE

from .endpoint import in_jurisdiction
from .errors import Open311Error
from .render import render

SPAN = timedelta(days=90)
LIMIT = 1000
Stage = ServiceRequest.Stage


@in_jurisdiction
def find(request: HttpRequest, fmt: str) -> HttpResponse:
    """GET requests: the most recent first, of at most 90 days and 1000 requests."""
    rows = _filtered(public(), request.GET)[:LIMIT]
    return render([present(row, get_language()) for row in rows], "service_requests", "request", fmt)


@in_jurisdiction
def one(request: HttpRequest, fmt: str, number: str) -> HttpResponse:
    """GET requests/{id}: a list of one."""
    row = public().filter(number=number).first() if "\0" not in number else None
    if row is None:
        raise Open311Error(404, _("This service_request_id does not exist here."))
    return render([present(row, get_language())], "service_requests", "request", fmt)


@in_jurisdiction
def token(request: HttpRequest, fmt: str, token: str) -> HttpResponse:
    """GET tokens/{id}: the number of a request that was given a token, once there is one."""
    row = ServiceRequest.objects.filter(token=token).first() if "\0" not in token else None
    if row is None:
        raise Open311Error(404, _("This token does not exist here."))
    known = row.released_at is not None and row.released_at <= timezone.now()
    data = {"service_request_id": row.number} if known else {}
    return render([data | {"token": row.token}], "service_requests", "request", fmt)


def public() -> QuerySet:
    """The requests whose number has been given."""
    return ServiceRequest.objects.select_related("service").filter(released_at__lte=timezone.now())


def _filtered(rows: QuerySet, query) -> QuerySet:
    numbers = _listed(query.get("service_request_id"))
    if numbers:
        return rows.filter(number__in=numbers[:LIMIT])
    first, last = _period(query)
    rows = rows.filter(requested_at__gte=first, requested_at__lte=last)
    codes = _listed(query.get("service_code"))
    if codes:
        rows = rows.filter(service_id__in=codes[:LIMIT])
    return _by_status(rows, set(_listed(query.get("status"))))


def _listed(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").replace("\0", "").split(",") if part.strip()]


def _by_status(rows: QuerySet, statuses: set[str]) -> QuerySet:
    if statuses - {"open", "closed"}:
        raise Open311Error(400, _("status is open, closed or both."))
    if len(statuses) != 1:
        return rows
    return rows.filter(stage=Stage.CLOSED) if "closed" in statuses else rows.exclude(stage=Stage.CLOSED)


def _period(query) -> tuple[datetime, datetime]:
    """The bounds on requested_datetime; a lone bound reaches 90 days from itself."""
    first, last = _moment(query, "start_date"), _moment(query, "end_date")
    if first and last and last - first > SPAN:
        raise Open311Error(400, _("start_date and end_date are at most 90 days apart."))
    if first:
        return first, last or first + SPAN
    last = last or timezone.now()
    return last - SPAN, last


def _moment(query, name: str) -> datetime | None:
    value = OFFSET_SPACE.sub(r"\1+\2", (query.get(name) or "").strip())
    if not value:
        return None
    try:
        moment = parse_datetime(value) if "T" in value.upper() else _midnight(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1900 <= moment.year <= 2200:
        raise Open311Error(400, _("%(name)s is a date and time with its zone.") % {"name": name})
    return moment


def _midnight(value: str) -> datetime | None:
    day = parse_date(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else None
    return datetime.combine(day, datetime.min.time(), tzinfo=zone()) if day else None


def present(row: ServiceRequest, lang: str) -> dict:
    """A request as the specification publishes it, in its order."""
    return {
        "service_request_id": row.number,
        "status": "closed" if row.stage == Stage.CLOSED else "open",
        "status_notes": row.status_notes or _progress(row.stage),
        "service_name": local(row.service, "name", lang),
        "service_code": row.service_id,
        "description": row.description or None,
        "agency_responsible": row.agency or None,
        "service_notice": local(row.service, "notice", lang) or None,
        "requested_datetime": iso(row.requested_at),
        "updated_datetime": iso(row.updated_at),
        "expected_datetime": iso(row.expected_at),
        "address": row.address or None,
        "address_id": row.address_id or None,
        "zipcode": row.zipcode or None,
        "lat": row.latitude,
        "long": row.longitude,
        "media_url": row.media_url or None,
    }


def _progress(stage: str) -> str | None:
    """What is said of a request on which no clerk has written a note."""
    return None if stage == Stage.RECEIVED else str(Stage(stage).label).capitalize()
