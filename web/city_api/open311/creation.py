"""POST requests: opens a service request, once per idempotency key."""

import uuid
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from guichet_web.profile import city_profile

from city_api.clock import zone
from city_api.locking import create_once, existing, key_of
from city_api.models import Service, ServiceRequest
from city_api.models.base import local

from .answers import read_answers
from .endpoint import check_jurisdiction
from .errors import Open311Error
from .keys import check_key
from .render import render
from .services import find_service
from .submission import read_submission


def create(request: HttpRequest, fmt: str) -> HttpResponse:
    """Answer a list of one: service_request_id or token, service_notice, account_id."""
    form = request.POST
    check_key(form.get("api_key", ""))
    check_jurisdiction(form)
    key = key_of(request)
    row = existing(ServiceRequest, key) or _open(form, key)
    return render([_receipt(row)], "service_requests", "request", fmt)


def _open(form, key: str | None) -> ServiceRequest:
    code = form.get("service_code", "").strip()
    if not code:
        raise Open311Error(400, _("service_code is required."))
    service = find_service(code)
    columns = read_submission(form) | {"attributes": read_answers(service, form), "idempotency_key": key}
    return create_once(ServiceRequest, key, lambda: store(service, timezone.now(), columns))


def store(service: Service, requested: datetime, columns: dict) -> ServiceRequest:
    """Keep a request, give it its number, its department and its expected date; runs inside a transaction."""
    columns = schedule(service, requested) | columns
    row = ServiceRequest.objects.create(service=service, requested_at=requested, updated_at=requested, **columns)
    row.number = f"{requested.astimezone(zone()):%y}-{row.pk:05d}"
    row.save(update_fields=["number"])
    return row


def schedule(service: Service, requested: datetime) -> dict:
    """Token, release of the number, department and expected date that follow from the service and the profile."""
    profile = city_profile()
    level = profile.service_levels.get(service.topic)
    hours = level.resolved if level else None
    wait = service.batch_minutes if service.kind == Service.Kind.BATCH else 0
    return {
        "token": uuid.uuid4().hex if service.kind == Service.Kind.BATCH else None,
        "released_at": None if service.kind == Service.Kind.BLACKBOX else requested + timedelta(minutes=wait),
        "agency": profile.departments.get(service.topic, ""),
        "expected_at": profile.working_hours_after(requested, hours) if hours is not None else None,
    }


def _receipt(row: ServiceRequest) -> dict:
    receipt = {"service_notice": local(row.service, "notice", get_language()) or None, "account_id": None}
    if row.token:
        return {"token": row.token} | receipt
    return ({"service_request_id": row.number} if row.released_at else {}) | receipt
