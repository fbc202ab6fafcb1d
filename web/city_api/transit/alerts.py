"""Alerts of the real-time feed and of the city, in force at a moment."""

from datetime import datetime, timezone

from django.db.models import Q
from google.transit.gtfs_realtime_pb2 import Alert, TranslatedString

from city_api.models import Route, TransitAlert
from city_api.models.base import local

from . import realtime


def in_force(route: str, lang: str, now: datetime) -> list[dict]:
    """Alerts as dicts with `starts_at` and `ends_at` as moments or None; those of a line and of the whole network."""
    realtime.start()
    found = [*_of_city(lang, now), *_of_feed(lang, now)]
    wanted = route.strip().casefold()
    return [alert for alert in found if not wanted or (alert["route"] or wanted).casefold() == wanted]


def _of_city(lang: str, now: datetime) -> list[dict]:
    rows = TransitAlert.objects.filter(Q(starts_at=None) | Q(starts_at__lte=now))
    rows = rows.filter(Q(ends_at=None) | Q(ends_at__gt=now))
    return [
        _alert(row.route or None, local(row, "header", lang), local(row, "text", lang), row.starts_at, row.ends_at)
        for row in rows
    ]


def _of_feed(lang: str, now: datetime) -> list[dict]:
    alerts = [entity.alert for message in realtime.fresh() for entity in message.entity if entity.HasField("alert")]
    if not alerts:
        return []
    names = dict(Route.objects.values_list("route_id", "name"))
    found = []
    for alert in alerts:
        period = _period(alert, now)
        if period:
            header, text = _text(alert.header_text, lang), _text(alert.description_text, lang)
            found += [_alert(route, header, text, *period) for route in _routes(alert, names)]
    return found


def _routes(alert: Alert, names: dict[str, str]) -> list[str | None]:
    """The lines concerned, by the name on the vehicle; a single None for the whole network."""
    ids = [entity.route_id or entity.trip.route_id for entity in alert.informed_entity]
    return list(dict.fromkeys(names.get(key, key) for key in ids if key)) or [None]


def _period(alert: Alert, now: datetime) -> tuple[datetime | None, datetime | None] | None:
    """The active period that holds now; open on both sides when the alert gives none; None when it is over."""
    if not alert.active_period:
        return (None, None)
    periods = [(_moment(period.start), _moment(period.end)) for period in alert.active_period]
    return next(((a, b) for a, b in periods if (a is None or a <= now) and (b is None or b > now)), None)


def _moment(stamp: int) -> datetime | None:
    return datetime.fromtimestamp(stamp, timezone.utc) if stamp else None


def _text(text: TranslatedString, lang: str) -> str:
    """The translation in a language, else the one without a language, else the first."""
    by_language = {part.language[:2].lower(): part.text for part in reversed(text.translation)}
    return by_language.get(lang) or by_language.get("") or next(iter(reversed(by_language.values())), "")


def _alert(route, header, text, starts_at, ends_at) -> dict:
    return {"route": route, "header": header, "text": text, "starts_at": starts_at, "ends_at": ends_at}
