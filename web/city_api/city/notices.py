"""Notices in force."""

from django.db.models import Q
from django.utils import timezone

from city_api import clock, params
from city_api.models import Notice
from city_api.models.base import local

from .addresses import find

GRAVITY = {Notice.Severity.URGENT: 0, Notice.Severity.WARNING: 1, Notice.Severity.INFO: 2}


def listing(request, lang) -> list[dict]:
    """GET notices: the gravest first, then the newest."""
    now = timezone.now()
    rows = Notice.objects.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))
    kind = params.text(request, "kind")
    if kind:
        rows = rows.filter(kind=kind)
    rows = list(rows.order_by("-starts_at", "pk").prefetch_related("sectors"))
    address = params.text(request, "address_id")
    if address:
        sector = find(address).sector_id
        rows = [row for row in rows if _concerns(row, sector)]
    return [_present(row, lang) for row in sorted(rows, key=lambda row: GRAVITY[row.severity])]


def _concerns(row: Notice, sector: str | None) -> bool:
    codes = [code.pk for code in row.sectors.all()]
    return not codes or sector in codes


def _present(row: Notice, lang: str) -> dict:
    return {
        "id": row.pk,
        "kind": row.kind,
        "severity": row.severity,
        "title": local(row, "title", lang),
        "text": local(row, "text", lang),
        "sectors": [sector.pk for sector in row.sectors.all()] or None,
        "starts_at": clock.iso(row.starts_at),
        "ends_at": clock.iso(row.ends_at),
    }
