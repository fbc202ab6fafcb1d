"""The attributes of a posted request, checked against the service definition."""

import math
import re

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city_api.models import Attribute, Service
from city_api.models.base import local

from .errors import Open311Error

Datatype = Attribute.Datatype


def read_answers(service: Service, form: QueryDict) -> dict[str, list[str]]:
    """Return the answers by attribute code; codes that the service does not know are left aside.

    Raises Open311Error 400 with one description per wrong answer.
    """
    answers, errors = {}, []
    for attribute in service.attributes.filter(variable=True).prefetch_related("values"):
        given = _given(form, attribute.code)
        problem = _problem(attribute, given)
        if problem:
            errors.append(problem)
        elif given:
            answers[attribute.code] = given
    if errors:
        raise Open311Error(400, *errors)
    return answers


def _given(form: QueryDict, code: str) -> list[str]:
    """Both spellings of a list: attribute[code]=a&attribute[code]=b and attribute[code][]=a."""
    values = form.getlist(f"attribute[{code}]") + form.getlist(f"attribute[{code}][]")
    return [value for value in values if value.strip()]


def _problem(attribute: Attribute, given: list[str]) -> str:
    if not given:
        return _("attribute[%(code)s] is required.") % {"code": attribute.code} if attribute.required else ""
    if len(given) > 1 and attribute.datatype != Datatype.MULTI:
        return _("attribute[%(code)s] takes one value.") % {"code": attribute.code}
    keys = {value.key for value in attribute.values.all()}
    if all(_fits(attribute.datatype, value, keys) for value in given):
        return ""
    names = ", ".join(sorted(keys)) or local(attribute, "datatype_description", get_language()) or attribute.datatype
    return _("attribute[%(code)s] is not valid: %(hint)s") % {"code": attribute.code, "hint": names}


def _fits(datatype: str, value: str, keys: set[str]) -> bool:
    if "\0" in value or len(value) > 4000:
        return False
    if datatype in (Datatype.SINGLE, Datatype.MULTI):
        return value in keys
    if datatype == Datatype.NUMBER:
        return _is_number(value)
    if datatype == Datatype.DATETIME:
        return _is_moment(value)
    return datatype == Datatype.TEXT or not re.search(r"[\r\n]", value)


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value.replace(",", ".")))
    except ValueError:
        return False


def _is_moment(value: str) -> bool:
    try:
        return bool(parse_datetime(value.replace(" ", "+")) or parse_datetime(value) or parse_date(value))
    except ValueError:
        return False
