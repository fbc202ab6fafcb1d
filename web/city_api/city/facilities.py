"""Facilities and their opening hours."""

from datetime import date, time, timedelta

from city_api import clock, params
from city_api.models import Facility, SpecialDay
from city_api.models.base import WEEKDAYS, in_season, local
from city_api.search import places

from .resource import found


def listing(request, lang) -> list[dict]:
    """GET facilities: all of a kind, or those whose name is near `q`, best first."""
    rows = Facility.objects.all()
    kind = params.text(request, "kind")
    if kind:
        rows = rows.filter(kind=kind)
    query = params.text(request, "q").strip()
    if query:
        order = {key: rank for rank, key in enumerate(places.facilities(query))}
        rows = sorted((row for row in rows if row.pk in order), key=lambda row: order[row.pk])
    return [_present(row, lang) for row in rows]


def _present(row: Facility, lang: str) -> dict:
    return {"id": row.pk, "name": local(row, "name", lang), "kind": row.kind, "address": row.address or None}


def hours(request, lang, facility_id: str) -> list[dict]:
    """GET facilities/{id}/hours: a day and the six that follow."""
    found(Facility.objects.filter(pk=facility_id).only("pk").first())
    first = params.day(request, "date", clock.today())
    days = clock.days(first, first + timedelta(days=6))
    special = SpecialDay.objects.filter(facility=facility_id, date__in=days).prefetch_related("hours")
    exceptions = {row.date: list(row.hours.all()) for row in special}
    weekly = list(Facility(pk=facility_id).weekly_hours.all())
    return [period for day in days for period in _periods(day, exceptions.get(day), weekly, lang)]


def _periods(day: date, exceptional: list | None, weekly: list, lang: str) -> list[dict]:
    rows = [row for row in weekly if _holds(row, day)] if exceptional is None else exceptional
    return [_period(day, row, lang) for row in sorted(rows, key=lambda row: (row.opens, row.closes))]


def _holds(row, day: date) -> bool:
    in_force = in_season(f"{day:%m-%d}", row.season_from, row.season_to)
    return in_force and WEEKDAYS[day.weekday()] in row.days.split(",")


def _period(day: date, row, lang: str) -> dict:
    return {
        "date": day.isoformat(),
        "opens": _minutes(row.opens),
        "closes": _minutes(row.closes),
        "activity": local(row, "activity", lang) or None,
        "audience": local(row, "audience", lang) or None,
    }


def _minutes(moment: time) -> str:
    return f"{moment:%H:%M}"
