"""Stops, next departures and alerts."""

from django.utils import timezone
from django.utils.translation import gettext as _

from city_api import clock, params
from city_api.models import Stop
from city_api.problems import Problem
from city_api.search import places
from city_api.transit import alerts as transit_alerts
from city_api.transit import departures as timetable
from city_api.transit import nearby

from .resource import found

STOPS = 10


def stops(request, lang) -> list[dict]:
    """GET transit/stops: by name or code, or the nearest of a point."""
    query = params.text(request, "q").strip()
    latitude, longitude = params.number(request, "lat", -90, 90), params.number(request, "lon", -180, 180)
    if (latitude is None) != (longitude is None):
        raise Problem(400, _("lat and lon go together."))
    if query:
        order = places.stops(query, STOPS)
        rows = {row.public_id: row for row in Stop.objects.filter(public_id__in=order)}
        return [_present(rows[key], lang) for key in order if key in rows]
    if latitude is None:
        raise Problem(400, _("Give q, or lat and lon."))
    return [_present(row, lang) for row in nearby.stops(latitude, longitude, STOPS)]


def _present(row: Stop, lang: str) -> dict:
    return {
        "id": row.public_id,
        "code": row.code or None,
        "name": (row.name_en if lang == "en" else "") or row.name,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }


def departures(request, lang, stop_id: str) -> list[dict]:
    """GET transit/stops/{id}/departures: 503 when the timetable does not cover the moment."""
    stop = found(Stop.objects.select_related("feed").filter(public_id=stop_id).first())
    after = params.moment(request, "after", timezone.now())
    limit = params.integer(request, "limit", 3, 1, 50)
    return timetable.departures(stop, after, limit, params.text(request, "route"), lang)


def alerts(request, lang) -> list[dict]:
    """GET transit/alerts."""
    route = params.text(request, "route")
    return [
        alert | {"starts_at": clock.iso(alert["starts_at"]), "ends_at": clock.iso(alert["ends_at"])}
        for alert in transit_alerts.in_force(route, lang, timezone.now())
    ]
