"""Free slots, and booking one."""

import json

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from city_api import clock, params, slots
from city_api.locking import existing, key_of
from city_api.models import Appointment
from city_api.problems import Problem

from .resource import to_json

AHEAD, LONGEST = 21, 92
FIELDS = {"slot_id": 80, "name": 200, "subject": 2000}
CONTACTS = {"email": 254, "phone": 50}


def free_slots(request, lang) -> list[dict]:
    """GET appointments/slots: from this moment on, none that is full."""
    service = params.text(request, "service", required=True)
    first, last = params.span(request, AHEAD, LONGEST)
    return [_present_slot(slot, lang) for slot in slots.free(service, first, last, timezone.now())]


def _present_slot(slot: slots.Slot, lang: str) -> dict:
    return {
        "id": slot.id,
        "starts_at": clock.iso(slot.starts_at),
        "ends_at": clock.iso(slot.ends_at),
        "place": slot.place(lang),
    }


def book(request, lang) -> HttpResponse:
    """POST appointments: 201, 409 when the slot is taken or past, 422 when the body is off."""
    key = key_of(request)
    row = existing(Appointment, key)
    if row is None:
        body = _body(request)
        slot = slots.find(body.pop("slot_id"))
        if slot is None:
            raise Problem(422, _("This slot_id does not exist."))
        row = slots.book(slot, key, body | {"place": slot.place(lang) or ""}, timezone.now())
        if row is None:
            raise Problem(409, _("This slot is no longer free."))
    return to_json(_present(row), status=201)


def _present(row: Appointment) -> dict:
    return {
        "id": str(row.pk),
        "starts_at": clock.iso(row.starts_at),
        "ends_at": clock.iso(row.ends_at),
        "place": row.place or None,
    }


def _body(request) -> dict[str, str]:
    """The checked fields of the body; raises Problem 422."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Problem(422, _("The body is not JSON.")) from None
    if not isinstance(data, dict):
        raise Problem(422, _("The body is not a JSON object."))
    body = {name: _field(data, name, longest) for name, longest in (FIELDS | CONTACTS).items()}
    for name in FIELDS:
        if not body[name]:
            raise Problem(422, _("The field %(name)s is required.") % {"name": name})
    if not body["email"] and not body["phone"]:
        raise Problem(422, _("An e-mail address or a phone number is required."))
    _check_email(body["email"])
    return body


def _field(data: dict, name: str, longest: int) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or "\0" in value or not _encodable(value):
        raise Problem(422, _("The field %(name)s is not valid.") % {"name": name})
    return value.strip()


def _encodable(value: str) -> bool:
    """JSON can spell lone surrogates, which no database keeps."""
    return not any("\ud800" <= char <= "\udfff" for char in value)


def _check_email(value: str) -> None:
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise Problem(422, _("The field %(name)s is not valid.") % {"name": "email"}) from None
