"""What a citizen posts, field by field. Every field that is wrong is named in one answer."""

import math

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _

from city_api.models import Address

from .errors import Open311Error

LONGEST = {
    "description": 4000,
    "address_string": 500,
    "address_id": 64,
    "media_url": 1000,
    "email": 254,
    "first_name": 200,
    "last_name": 200,
    "phone": 50,
    "device_id": 200,
    "account_id": 200,
}
PERSONAL = ("email", "first_name", "last_name", "phone", "device_id", "account_id")


def read_submission(form: QueryDict) -> dict:
    """Return the columns of a ServiceRequest from a posted form. Raises Open311Error 400."""
    errors = [problem for name in LONGEST if (problem := _text_problem(name, form.get(name, "")))]
    errors += _format_problems(form)
    position = _position(form, errors)
    address = _address(form, errors)
    if not errors and not (position or address or form.get("address_string", "").strip()):
        errors.append(_("A location is required: lat and long, address_string or address_id."))
    if errors:
        raise Open311Error(400, *errors)
    columns = {name: form.get(name, "") for name in PERSONAL}
    columns |= {"description": form.get("description", ""), "media_url": form.get("media_url", "")}
    return columns | _place(form, position, address)


def _text_problem(name: str, value: str) -> str:
    if len(value) > LONGEST[name]:
        return _("%(name)s is longer than %(n)d characters.") % {"name": name, "n": LONGEST[name]}
    return _("%(name)s holds a character that is not allowed.") % {"name": name} if "\0" in value else ""


def _format_problems(form: QueryDict) -> list[str]:
    checks = {"email": validate_email, "media_url": URLValidator(["http", "https"])}
    return [_invalid(name) for name, check in checks.items() if form.get(name) and not _passes(check, form[name])]


def _passes(check, value: str) -> bool:
    try:
        check(value)
    except ValidationError:
        return False
    return True


def _position(form: QueryDict, errors: list[str]) -> tuple[float, float] | None:
    """Latitude and longitude, both or none; adds to the errors what is wrong."""
    given = [form.get(name, "").strip() for name in ("lat", "long")]
    if not any(given):
        return None
    if not all(given):
        errors.append(_("lat and long go together."))
        return None
    values = [_coordinate(value, bound) for value, bound in zip(given, (90, 180), strict=True)]
    if None in values:
        errors.append(_("lat or long is not valid."))
        return None
    return tuple(values)


def _coordinate(value: str, bound: int) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= bound else None


def _address(form: QueryDict, errors: list[str]) -> Address | None:
    identifier = form.get("address_id", "").strip()
    if not identifier or "\0" in identifier:
        return None
    address = Address.objects.select_related("street").filter(pk=identifier).first()
    if address is None:
        errors.append(_invalid("address_id"))
    return address


def _place(form: QueryDict, position: tuple | None, address: Address | None) -> dict:
    latitude, longitude = position or (address.latitude, address.longitude) if address else position or (None, None)
    return {
        "address": form.get("address_string", "").strip() or (address.label if address else ""),
        "address_id": address.pk if address else "",
        "zipcode": address.postal_code if address else "",
        "latitude": latitude,
        "longitude": longitude,
    }


def _invalid(name: str) -> str:
    return _("%(name)s is not valid.") % {"name": name}
