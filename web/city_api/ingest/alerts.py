"""Takes in the alerts of a GTFS-Realtime file as alerts that a clerk may edit."""

from datetime import datetime, timezone
from pathlib import Path

from google.protobuf.message import DecodeError
from google.transit.gtfs_realtime_pb2 import Alert, FeedMessage

from city_api.models import Route, TransitAlert

from .rows import checked, replace
from .source import Entry, IngestError


def import_alerts(path: Path) -> int:
    """Replace the city's own alerts by those of a file; returns their number. Raises IngestError."""
    try:
        message = FeedMessage.FromString(Path(path).read_bytes())
    except (OSError, DecodeError) as error:
        raise IngestError(path, None, f"not GTFS-Realtime: {error}") from error
    names = dict(Route.objects.values_list("route_id", "name"))
    alerts = [(number, entity.alert) for number, entity in enumerate(message.entity, 1) if entity.HasField("alert")]
    pairs = [checked(Entry(path, number, {}), row) for number, alert in alerts for row in _rows(alert, names)]
    return replace(TransitAlert, pairs)


def _rows(alert: Alert, names: dict[str, str]) -> list[TransitAlert]:
    header, text = _texts(alert.header_text, "header"), _texts(alert.description_text, "text")
    routes = [names.get(entity.route_id, entity.route_id) for entity in alert.informed_entity if entity.route_id]
    periods = alert.active_period or [None]
    return [
        TransitAlert(route=route, **header, **text, **_period(period)) for route in routes or [""] for period in periods
    ]


def _texts(text, name: str) -> dict[str, str]:
    columns = {}
    for part in text.translation:
        language = "en" if part.language.lower().startswith("en") else "fr"
        columns[f"{name}_{language}"] = part.text
    return columns


def _period(period) -> dict[str, datetime | None]:
    start, end = (period.start, period.end) if period else (0, 0)
    return {"starts_at": _moment(start), "ends_at": _moment(end)}


def _moment(stamp: int) -> datetime | None:
    return datetime.fromtimestamp(stamp, timezone.utc) if stamp else None
