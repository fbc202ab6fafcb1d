"""Transfer duty and permits."""

from decimal import Decimal

from django.utils.translation import gettext as _

from city_api import clock, params
from city_api.models import DutyBracket, Permit
from city_api.models.base import lines, local
from city_api.problems import Problem

from .resource import found


def transfer_duty(request, lang) -> dict:
    """GET transfer-duty: the brackets of the year of a day."""
    year = params.day(request, "date", clock.today()).year
    brackets = list(DutyBracket.objects.filter(duty=year).order_by("above"))
    if not brackets:
        raise Problem(404, _("No transfer duty is known for this year."))
    return {
        "year": year,
        "brackets": [{"above": plain(bracket.above), "rate": plain(bracket.rate)} for bracket in brackets],
    }


def permit(request, lang, permit_type: str) -> dict:
    """GET permits/{permit_type}."""
    row = found(Permit.objects.filter(pk=permit_type).first())
    return {
        "permit_type": row.pk,
        "name": local(row, "name", lang),
        "required": row.required,
        "fee": None if row.fee is None else plain(row.fee),
        "processing_days": row.processing_days,
        "documents": lines(local(row, "documents", lang)),
        "rules": lines(local(row, "rules", lang)),
        "bylaw": row.bylaw or None,
        "form_url": row.form_url or None,
    }


def plain(value: Decimal) -> str:
    """A decimal without useless zeros or an exponent: 61500, 0.5."""
    return f"{value.normalize():f}"
