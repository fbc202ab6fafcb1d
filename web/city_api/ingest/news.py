"""Takes in notices and road events."""

from pathlib import Path

from django.db.models import Model

from city_api.models import Notice, RoadEvent, RoadEventRoad, Sector

from .rows import Pair, checked, known, replace, unique
from .source import Entry, read_entries
from .values import moment, texts


def notices(path: Path) -> int:
    """notices.yml. Replaces all notices."""
    pairs = unique([checked(entry, _notice(entry)) for entry in read_entries(path)], "id")
    count = replace(Notice, pairs)
    _link_sectors(pairs, Notice.sectors.through, "notice")
    return count


def _notice(entry: Entry) -> Notice:
    return Notice(
        id=str(entry.need("id")),
        kind=entry.need("kind"),
        severity=entry.need("severity"),
        starts_at=moment(entry, "starts_at"),
        ends_at=moment(entry, "ends_at", required=False),
        **texts(entry, "title", "text"),
    )


def roadworks(path: Path) -> int:
    """roadworks.yml. Replaces all road events."""
    pairs = unique([checked(entry, _event(entry)) for entry in read_entries(path)], "id")
    roads = [checked(road, _road(road, row)) for entry, row in pairs for road in entry.children("roads")]
    count = replace(RoadEvent, pairs)
    replace(RoadEventRoad, roads)
    _link_sectors(pairs, RoadEvent.sectors.through, "roadevent")
    return count


def _event(entry: Entry) -> RoadEvent:
    longitude, latitude = _point(entry)
    return RoadEvent(
        id=str(entry.need("id")),
        status=entry.need("status"),
        event_type=entry.need("event_type"),
        severity=entry.need("severity"),
        starts=moment(entry, "starts"),
        ends=moment(entry, "ends", required=False),
        longitude=longitude,
        latitude=latitude,
        **texts(entry, "headline", "description", "detour"),
    )


def _point(entry: Entry) -> tuple[float, float]:
    value = entry.need("geography")
    try:
        longitude, latitude = (float(part) for part in value)
    except (TypeError, ValueError):
        raise entry.fail("geography is not [longitude, latitude]") from None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise entry.fail("geography is out of bounds")
    return longitude, latitude


def _road(entry: Entry, event: RoadEvent) -> RoadEventRoad:
    return RoadEventRoad(
        event=event,
        name=entry.need("name"),
        from_street=entry.get("from"),
        to_street=entry.get("to"),
        state=entry.get("state"),
    )


def _link_sectors(pairs: list[Pair], through: type[Model], column: str) -> None:
    """Write the sectors of each row; none means the whole city."""
    codes = set(Sector.objects.values_list("pk", flat=True))
    links = []
    for entry, row in pairs:
        for code in entry.items("sectors"):
            known(Entry(entry.path, entry.line, {"sectors": code}), "sectors", codes)
            links.append(through(**{f"{column}_id": row.pk, "sector_id": code}))
    through.objects.bulk_create(links)
