"""Generates appointment slots from weekly rules, and books them without ever giving a seat twice."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from cities.hours import quebec_holidays
from city_api import clock
from city_api.locking import existing
from city_api.models import Appointment, AppointmentClosure, AppointmentRule
from city_api.models.base import WEEKDAYS, local

STAMP = "%Y%m%dT%H%M"


@dataclass(frozen=True)
class Slot:
    """A moment at which a service receives up to `capacity` people."""

    service: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    place_fr: str
    place_en: str

    @property
    def id(self) -> str:
        """`planning-20261123T0900`, in the city's time; the same as long as the rule stands."""
        return f"{self.service}-{self.starts_at:{STAMP}}"

    def place(self, lang: str) -> str | None:
        """Where to come, or None."""
        return local(self, "place", lang) or None


def free(service: str, first: date, last: date, now: datetime) -> list[Slot]:
    """Slots of a service between two days, both included, that are to come and not full, in order."""
    slots = [slot for slot in _generated(service, first, last) if slot.starts_at > now]
    if not slots:
        return []
    bounds = (slots[0].starts_at, slots[-1].starts_at)
    rows = Appointment.objects.filter(service=service, starts_at__range=bounds)
    taken = Counter(rows.values_list("starts_at", flat=True))
    return [slot for slot in slots if taken[slot.starts_at] < slot.capacity]


def find(slot_id: str) -> Slot | None:
    """The slot of an identifier, free or not; None when no rule makes it."""
    service, _, stamp = slot_id.rpartition("-")
    try:
        day = datetime.strptime(stamp, STAMP).date()
    except ValueError:
        return None
    return next((slot for slot in _generated(service, day, day) if slot.id == slot_id), None)


def book(slot: Slot, key: str | None, columns: dict, now: datetime) -> Appointment | None:
    """Take a free seat, or return the row that this key already made; None when the slot is full or past.

    Two people who want the last seat at the same instant meet the database's unique constraint.
    """
    if slot.starts_at <= now:
        return None
    for seat in range(slot.capacity):
        try:
            with transaction.atomic():
                return _take(slot, seat, key, columns)
        except IntegrityError:
            row = existing(Appointment, key)
            if row:
                return row
    return None


def _take(slot: Slot, seat: int, key: str | None, columns: dict) -> Appointment:
    place = {"service": slot.service, "starts_at": slot.starts_at, "ends_at": slot.ends_at, "seat": seat}
    return Appointment.objects.create(**place, idempotency_key=key, **columns)


def _generated(service: str, first: date, last: date) -> list[Slot]:
    rules = list(AppointmentRule.objects.filter(service=service))
    if not rules:
        return []
    off = Q(service=service) | Q(service="")
    closed = set(AppointmentClosure.objects.filter(off, date__range=(first, last)).values_list("date", flat=True))
    days = [day for day in clock.days(first, last) if day not in closed and day not in quebec_holidays(day.year)]
    merged: dict[datetime, list[Slot]] = defaultdict(list)
    for slot in (slot for day in days for rule in rules for slot in _of_day(rule, day)):
        merged[slot.starts_at].append(slot)
    return [_merge(same) for _, same in sorted(merged.items())]


def _of_day(rule: AppointmentRule, day: date) -> list[Slot]:
    if WEEKDAYS[day.weekday()] not in rule.days.split(","):
        return []
    starts = [clock.at(day, time.fromisoformat(text)) for text in rule.times.split(",")]
    length = timedelta(minutes=rule.minutes)
    return [Slot(rule.service, s, s + length, rule.capacity, rule.place_fr, rule.place_en) for s in starts]


def _merge(same: list[Slot]) -> Slot:
    """Two rules that give the same moment add up their seats."""
    one = same[0]
    seats = sum(slot.capacity for slot in same)
    return Slot(one.service, one.starts_at, one.ends_at, seats, one.place_fr, one.place_en)
