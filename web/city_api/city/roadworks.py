"""Road works as Open511 events."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from guichet_web.profile import city_profile

from city_api import clock, params
from city_api.models import RoadEvent
from city_api.models.base import local
from city_api.search.text import fold

from .resource import found

PAGE = 500


def events(request, lang) -> dict:
    """GET roadworks/events: active ones unless `status` says otherwise, the first to start first."""
    rows = _filtered(request).prefetch_related("roads")
    shown = _on_road(rows, params.text(request, "road_name"))
    offset = params.integer(request, "offset", 0, 0, 10**6)
    page = shown[offset : offset + PAGE]
    return {
        "events": [_present(request, row, lang) for row in page],
        "pagination": {"offset": str(offset)},
        "meta": {"version": "v1", "url": request.build_absolute_uri(request.path)},
    }


def event(request, lang, event_id: str) -> dict:
    """GET roadworks/events/{id}: the same structure with one event."""
    row = found(RoadEvent.objects.prefetch_related("roads").filter(pk=event_id).first())
    return {"events": [_present(request, row, lang)], "pagination": {"offset": "0"}, "meta": {"version": "v1"}}


def _filtered(request) -> QuerySet:
    statuses = _listed(request, "status", RoadEvent.Status.values) or [RoadEvent.Status.ACTIVE]
    rows = RoadEvent.objects.filter(status__in=statuses)
    for name, column, choices in (
        ("severity", "severity", RoadEvent.Severity.values),
        ("event_type", "event_type", RoadEvent.Kind.values),
    ):
        wanted = _listed(request, name, choices)
        rows = rows.filter(**{f"{column}__in": wanted}) if wanted else rows
    return _in_effect(_in_box(rows, params.text(request, "bbox")), params.text(request, "in_effect_on"))


def _listed(request, name: str, choices: list[str]) -> list[str]:
    values = [value.strip().upper() for value in params.text(request, name).split(",") if value.strip()]
    if "ALL" in values:
        return list(choices)
    if set(values) - set(choices):
        raise params.invalid(name)
    return values


def _in_box(rows: QuerySet, value: str) -> QuerySet:
    """`bbox` is west,south,east,north in degrees."""
    if not value:
        return rows
    parts = value.split(",")
    if len(parts) != 4:
        raise params.invalid("bbox")
    west, south, east, north = (params.to_number(part, "bbox", -180, 180) for part in parts)
    if west > east or south > north:
        raise params.invalid("bbox")
    return rows.filter(longitude__gte=west, longitude__lte=east, latitude__gte=south, latitude__lte=north)


def _in_effect(rows: QuerySet, value: str) -> QuerySet:
    """`in_effect_on` is `now`, a day, a moment, or two of them separated by a comma."""
    if not value:
        return rows
    bounds = [_bounds(part.strip()) for part in value.split(",")]
    if len(bounds) > 2:
        raise params.invalid("in_effect_on")
    first, last = bounds[0][0], bounds[-1][1]
    return rows.filter(starts__lte=last).filter(Q(ends=None) | Q(ends__gte=first))


def _bounds(value: str) -> tuple[datetime, datetime]:
    if value == "now":
        return timezone.now(), timezone.now()
    if "T" in value.upper():
        moment = params.to_moment(value, "in_effect_on")
        return moment, moment
    return _day_bounds(params.to_day(value, "in_effect_on"))


def _day_bounds(day: date) -> tuple[datetime, datetime]:
    midnight = datetime.min.time()
    return clock.at(day, midnight), clock.at(day + timedelta(days=1), midnight) - timedelta(seconds=1)


def _on_road(rows: QuerySet, name: str) -> list[RoadEvent]:
    """Events on a street, case and accents forgiven, `rue` or not."""
    wanted = fold(name).strip()
    return [row for row in rows if not wanted or any(wanted in fold(road.name) for road in row.roads.all())]


def _present(request, row: RoadEvent, lang: str) -> dict:
    jurisdiction = city_profile().open311.jurisdiction_id or "city.invalid"
    data = {
        "id": f"{jurisdiction}/{row.pk}",
        "url": request.build_absolute_uri(f"/city/v1/roadworks/events/{row.pk}"),
        "jurisdiction_url": f"https://{jurisdiction}/",
        "headline": local(row, "headline", lang),
        "status": row.status,
        "created": clock.iso(row.created_at),
        "updated": clock.iso(row.updated_at),
        "event_type": row.event_type,
        "severity": row.severity,
        "geography": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "schedule": {"intervals": [f"{_local_minute(row.starts)}/{_local_minute(row.ends)}"]},
    }
    roads = [_road(road) for road in row.roads.all()]
    optional = {
        "description": local(row, "description", lang),
        "detour": local(row, "detour", lang),
        "roads": roads,
    }
    return data | {key: value for key, value in optional.items() if value}


def _road(road) -> dict:
    values = {"name": road.name, "from": road.from_street, "to": road.to_street, "state": road.state}
    if road.state:  # Open511 wants a direction beside a state
        values["direction"] = "BOTH"
    return {key: value for key, value in values.items() if value}


def _local_minute(moment: datetime | None) -> str:
    """Open511 intervals are local times without an offset; an open end is empty."""
    return f"{moment.astimezone(clock.zone()):%Y-%m-%dT%H:%M}" if moment else ""
