"""Reads query parameters; whatever is wrong with one, an empty date included, is a 400 Problem that names it."""

import math
import re
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from guichet_web.profile import city_profile

from city_api import clock
from city_api.problems import Problem

LANGUAGES = ("fr", "en")
OFFSET_SPACE = re.compile(r"(T\d{2}:\d{2}\S*) (\d{2}:?\d{2})$")  # the + of an offset that nobody escaped


def text(request: HttpRequest, name: str, required: bool = False, longest: int = 200) -> str:
    """A text without NUL characters; empty when absent. Raises Problem when missing or too long."""
    value = request.GET.get(name)
    if value is None and required:
        raise Problem(400, _("The parameter %(name)s is required.") % {"name": name})
    value = (value or "").replace("\0", " ")
    if len(value) > longest:
        raise Problem(400, _("The parameter %(name)s is longer than %(n)d characters.") % {"name": name, "n": longest})
    return value


def language(request: HttpRequest) -> str:
    """`fr` or `en`; the city's own language by default."""
    return choice(request, "lang", LANGUAGES) or city_profile().languages.default


def choice(request: HttpRequest, name: str, choices) -> str:
    """One of some values; empty when absent."""
    value = text(request, name)
    if name in request.GET and value not in choices:
        raise invalid(name)
    return value


def integer(request: HttpRequest, name: str, default: int, low: int, high: int) -> int:
    """A whole number between two bounds, both included."""
    value = text(request, name)
    if name not in request.GET:
        return default
    if not re.fullmatch(r"-?\d{1,9}", value, re.ASCII) or not low <= int(value) <= high:
        raise invalid(name)
    return int(value)


def number(request: HttpRequest, name: str, low: float, high: float) -> float | None:
    """A finite number between two bounds; None when absent."""
    value = text(request, name)
    return to_number(value, name, low, high) if name in request.GET else None


def to_number(value: str, name: str, low: float, high: float) -> float:
    """Read one finite number within bounds; raises Problem."""
    try:
        result = float(value)
    except ValueError:
        raise invalid(name) from None
    if not math.isfinite(result) or not low <= result <= high:
        raise invalid(name)
    return result


def day(request: HttpRequest, name: str, default: date) -> date:
    """A day written YYYY-MM-DD."""
    value = text(request, name)
    return to_day(value, name) if name in request.GET else default


def to_day(value: str, name: str) -> date:
    """Read one day between 1900 and 2200, so that a few days more or less stay valid; raises Problem."""
    try:
        result = parse_date(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else None
    except ValueError:
        result = None
    if result is None or not 1900 <= result.year <= 2200:
        raise invalid(name)
    return result


def span(request: HttpRequest, length: int, longest: int) -> tuple[date, date]:
    """The days `from` and `to`; today and `length` days by default, at most `longest` days."""
    first = day(request, "from", clock.today())
    last = day(request, "to", first + timedelta(days=length))
    if last < first:
        raise invalid("to")
    if (last - first).days > longest:
        raise Problem(400, _("At most %(n)d days can be asked for at once.") % {"n": longest})
    return first, last


def moment(request: HttpRequest, name: str, default: datetime) -> datetime:
    """A date and time of RFC 3339; without an offset it is the city's time."""
    value = text(request, name)
    return to_moment(value, name) if name in request.GET else default


def to_moment(value: str, name: str) -> datetime:
    """Read one date and time; raises Problem."""
    value = OFFSET_SPACE.sub(r"\1+\2", value.upper())
    try:
        result = parse_datetime(value) if "T" in value else None
    except ValueError:
        result = None
    if result is None or not 1900 <= result.year <= 2200:
        raise invalid(name)
    return result if result.tzinfo else result.replace(tzinfo=clock.zone())


def invalid(name: str) -> Problem:
    """The problem of a parameter whose value cannot be used."""
    return Problem(400, _("The value of the parameter %(name)s is not valid.") % {"name": name})
