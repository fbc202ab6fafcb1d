"""Takes in the overnight parking ban."""

from pathlib import Path

from django.utils import timezone

from city_api import clock
from city_api.models import ParkingNight, ParkingSeason

from .rows import checked, replace, unique
from .source import Entry, read_mapping
from .values import clock_time, day, flag, moment, texts


def parking_bans(path: Path) -> int:
    """parking_bans.yml: `default` (the season) and `nights`. Replaces both."""
    root = read_mapping(path)
    entry = root.child(root.need("default"), "default")
    season = checked(entry, _season(entry))
    nights = unique([checked(row, _night(row, season[1])) for row in root.children("nights")], "date")
    return replace(ParkingSeason, [season]) + replace(ParkingNight, nights)


def _season(entry: Entry) -> ParkingSeason:
    times = {name: clock_time(entry, name) for name in ("starts", "ends", "decided_by")}
    return ParkingSeason(season_from=str(entry.need("season_from")), season_to=str(entry.need("season_to")), **times)


def _night(entry: Entry, season: ParkingSeason) -> ParkingNight:
    """A decision without its moment was taken by the hour of the season, or just now when that is still to come."""
    date, banned = day(entry, "date"), flag(entry, "banned")
    decided = moment(entry, "decided_at", required=False)
    if decided is None and banned is not None:
        decided = min(clock.at(date, season.decided_by), timezone.now())
    return ParkingNight(date=date, banned=banned, decided_at=decided, **texts(entry, "note"))
