"""Takes in facilities with their hours and closures, and the hours of reception."""

from pathlib import Path

from django.db.models import Model

from city_api.models import AppointmentRule, Facility, SpecialDay, SpecialHours, WeeklyHours
from city_api.search import versions

from .rows import Pair, checked, replace, unique
from .source import Entry, read_entries
from .values import clock_time, day, days_of_week, texts


def facilities(path: Path) -> int:
    """facilities.yml: facilities, `hours` (weekly) and `closures`. Replaces them all."""
    pairs = unique([checked(entry, _facility(entry)) for entry in read_entries(path)], "id")
    weekly = _below(pairs, "hours", _weekly)
    special = unique(_below(pairs, "closures", _special), "facility_id", "date")
    with versions.bulk("facilities"):
        count = replace(Facility, pairs)
    replace(WeeklyHours, weekly)
    replace(SpecialDay, special)
    replace(SpecialHours, _below(special, "hours", lambda entry, row: SpecialHours(day=row, **_opening(entry))))
    return count


def _below(pairs: list[Pair], name: str, build) -> list[tuple[Entry, Model]]:
    return [checked(entry, build(entry, row)) for parent, row in pairs for entry in parent.children(name)]


def _facility(entry: Entry) -> Facility:
    return Facility(
        id=str(entry.need("id")), kind=entry.need("kind"), address=entry.get("address"), **texts(entry, "name")
    )


def _weekly(entry: Entry, facility: Facility) -> WeeklyHours:
    season = {"season_from": str(entry.get("from")), "season_to": str(entry.get("to"))}
    return WeeklyHours(facility=facility, days=days_of_week(entry, "days"), **season, **_opening(entry))


def _special(entry: Entry, facility: Facility) -> SpecialDay:
    return SpecialDay(facility=facility, date=day(entry, "date"), **texts(entry, "note"))


def _opening(entry: Entry) -> dict:
    times = {name: clock_time(entry, name) for name in ("opens", "closes")}
    return times | texts(entry, "activity", "audience")


def appointments(path: Path) -> int:
    """appointments.yml: weekly reception hours. Replaces them; what is booked stays."""
    return replace(AppointmentRule, [checked(entry, _reception(entry)) for entry in read_entries(path)])


def _reception(entry: Entry) -> AppointmentRule:
    return AppointmentRule(
        service=entry.need("service"),
        days=days_of_week(entry, "days"),
        times=",".join(str(item) for item in entry.items("times")),
        minutes=entry.get("minutes", 30),
        capacity=entry.get("capacity", 1),
        **texts(entry, "place"),
    )
