"""Works out collection days from the rules of a sector and their exceptions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rruleset, rrulestr
from django.db.models import Q

from city_api.models import CollectionException, CollectionRule
from city_api.models.base import local


@dataclass(frozen=True)
class Pickup:
    """A collection. `regular_date` is the day it would have had without an exception."""

    date: date
    stream: str
    regular_date: date
    updated_at: datetime
    note_fr: str = ""
    note_en: str = ""

    def note(self, lang: str) -> str | None:
        """Why the day is unusual, or None."""
        return local(self, "note", lang) or None


def pickups(sector: str | None, first: date, last: date) -> list[Pickup]:
    """Collections of a sector between two days, both included, in order; none without a sector."""
    if sector is None:
        return []
    exceptions = _exceptions(sector)
    margin = timedelta(days=31)  # a collection may be moved into the span from outside it
    found: dict[tuple[date, str], Pickup] = {}
    for rule in CollectionRule.objects.filter(sector=sector):
        for day in _regular_days(rule, first - margin, last + margin):
            pickup = _applied(rule, day, exceptions.get((day, rule.stream)))
            if pickup and first <= pickup.date <= last:
                found.setdefault((pickup.date, pickup.stream), pickup)
    return sorted(found.values(), key=lambda pickup: (pickup.date, pickup.stream))


def _exceptions(sector: str) -> dict[tuple[date, str], CollectionException]:
    """Exceptions by regular day and stream; one of the sector itself goes before one of the whole city."""
    rows = CollectionException.objects.filter(Q(sector=sector) | Q(sector=None))
    rows = sorted(rows, key=lambda row: row.sector_id is not None)
    return {(row.date, row.stream): row for row in rows}


def _applied(rule: CollectionRule, day: date, exception: CollectionException | None) -> Pickup | None:
    if exception is None:
        return Pickup(day, rule.stream, day, rule.updated_at)
    if exception.moved_to is None:
        return None
    notes = (exception.note_fr, exception.note_en)
    return Pickup(exception.moved_to, rule.stream, day, exception.updated_at, *notes)


def _regular_days(rule: CollectionRule, first: date, last: date) -> list[date]:
    if rule.until:
        last = min(last, rule.until)
    if not rule.rrule:
        return [rule.start] if first <= rule.start <= last else []
    moments = _recurrence(rule.rrule, rule.start).between(_noon(first), _noon(last), inc=True)
    return [moment.date() for moment in moments]


@lru_cache(maxsize=512)
def _recurrence(rule: str, start: date) -> rruleset:
    """Days as noons without a zone: no hour of the day or change of clock can move them."""
    until = rule.replace("Z", "") if "UNTIL" in rule else rule
    return rrulestr(until, dtstart=_noon(start), cache=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
