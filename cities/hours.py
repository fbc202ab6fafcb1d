"""Opening hours of an office in local time, with the holidays of Québec and the city's own closures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from cities.fields import Section, is_placeholder

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PERIOD = re.compile(r"^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$")
_FARTHEST = 3660  # days searched before giving up on a table that never opens
Period = tuple[time, time]


@lru_cache(maxsize=64)
def quebec_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of Québec in a year, observed days included."""
    return frozenset(holidays.country_holidays("CA", subdiv="QC", years=year))


@dataclass(frozen=True)
class OpeningHours:
    """A week of opening periods. `week` is None when the city has not given its hours.

    Moments are aware datetimes in any zone; answers are in the city's zone. A naive moment raises ValueError.
    """

    zone: ZoneInfo
    week: Mapping[int, tuple[Period, ...]] | None
    closures: frozenset[date] = frozenset()

    @property
    def known(self) -> bool:
        """False when the hours are still a placeholder in the profile."""
        return self.week is not None

    def is_closed_day(self, day: date) -> bool:
        """Tell whether a day is a holiday of Québec or one of the city's own closures."""
        return day in self.closures or day in quebec_holidays(day.year)

    def periods(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the (opening, closing) moments of a day, in order; empty when closed or unknown."""
        if self.week is None or self.is_closed_day(day):
            return ()
        return tuple(
            (self._at(day, opens), self._at(day, closes)) for opens, closes in self.week.get(day.weekday(), ())
        )

    def is_open(self, moment: datetime) -> bool | None:
        """Tell whether the office is open; None when the hours are unknown."""
        if self.week is None:
            return None
        local = self._local(moment)
        return any(opens <= local < closes for opens, closes in self.periods(local.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return the next moment at which the doors open (after `moment`); None when unknown or never."""
        return next((opens for opens, _ in self._from(moment) if opens > moment), None)

    def working_hours_after(self, moment: datetime, hours: float) -> datetime | None:
        """Return the moment when so many opening hours have passed; None when the hours are unknown or never."""
        left = timedelta(hours=hours)
        for opens, closes in self._from(moment):
            start = max(opens, moment).astimezone(timezone.utc)
            end = closes.astimezone(timezone.utc)
            if left <= end - start:
                return (start + left).astimezone(self.zone)
            left -= end - start
        return None

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the periods that end after a moment, in order."""
        first = self._local(moment).date()
        for offset in range(_FARTHEST if self.week else 0):
            yield from (period for period in self.periods(first + timedelta(days=offset)) if period[1] > moment)

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.zone)

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone)


def read_hours(section: Section, key: str, zone: ZoneInfo, closures: frozenset[date]) -> OpeningHours:
    """Read a table {mon: "08:00-12:00, 13:00-16:30", …}; a placeholder gives unknown hours. Raises ProfileError."""
    if is_placeholder(section.required(key)):
        return OpeningHours(zone, None, closures)
    table = section.section(key)
    for day in table.values:
        if day not in DAYS:
            table.fail(day, "is not a day", f"write one of: {', '.join(DAYS)}")
    week = {DAYS.index(day): _periods(table, day, value) for day, value in table.values.items() if value is not None}
    return OpeningHours(zone, week, closures)


def read_closures(section: Section, key: str) -> frozenset[date]:
    """Read the city's own closed days, a list of ISO dates that may be left out. Raises ProfileError."""
    value = section.values.get(key) or []
    if not isinstance(value, list) or not all(type(day) is date for day in value):
        section.fail(key, "is not a list of days", "write days as 2026-12-24, without quotes")
    return frozenset(value)


def _periods(table: Section, day: str, value: Any) -> tuple[Period, ...]:
    if not isinstance(value, str):
        table.fail(day, f"{value!r} is not an opening period", 'write it as "08:00-16:30"')
    periods = tuple(_period(table, day, part.strip()) for part in value.split(","))
    bounds = [bound for period in periods for bound in period]
    if bounds != sorted(set(bounds)):
        table.fail(day, f"{value!r} closes before it opens", 'write the earlier hour first: "08:00-12:00, 13:00-16:30"')
    return periods


def _period(table: Section, day: str, part: str) -> Period:
    match = _PERIOD.match(part)
    try:
        opens_h, opens_m, closes_h, closes_m = (int(group) for group in match.groups()) if match else ()
        return time(opens_h, opens_m), time(closes_h, closes_m)
    except ValueError:
        table.fail(day, f"{part!r} is not an opening period", 'write it as "08:00-16:30"')
