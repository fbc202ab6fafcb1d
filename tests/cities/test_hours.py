"""Opening hours: doors, lunch break, holidays of Québec, the city's closures, both changes of the clock."""

from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

import pytest

from cities.hours import OpeningHours, quebec_holidays

ZONE = ZoneInfo("America/Toronto")
LUNCH = ((time(8, 30), time(12)), (time(13), time(16, 30)))
WEEK = {0: LUNCH, 1: LUNCH, 2: LUNCH, 3: LUNCH, 4: ((time(8, 30), time(12)),)}
OFFICE = OpeningHours(ZONE, WEEK, frozenset({date(2026, 12, 24)}))
ALWAYS = OpeningHours(ZONE, {day: ((time(0), time(23, 59)),) for day in range(7)})
UNKNOWN = OpeningHours(ZONE, None)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T08:29", False),
        ("2026-11-23T08:30", True),
        ("2026-11-23T12:00", False),
        ("2026-11-23T13:00", True),
        ("2026-11-23T16:30", False),
        ("2026-11-27T14:00", False),
        ("2026-11-22T10:00", False),
        ("2026-12-24T10:00", False),
    ],
)
def test_doors(moment, is_open):
    assert OFFICE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    "day",
    [
        *("2026-01-01", "2026-04-03", "2026-05-18", "2026-06-24", "2026-07-01", "2026-09-07", "2026-10-12"),
        *("2026-12-25", "2027-01-01", "2027-06-24", "2028-06-24"),
    ],
)
def test_holidays_of_quebec_are_closed(day):
    assert date.fromisoformat(day) in quebec_holidays(int(day[:4]))
    assert ALWAYS.is_open(at(f"{day}T10:00")) is False


def test_a_moment_in_another_zone_is_the_same_moment():
    assert OFFICE.is_open(datetime(2026, 11, 23, 13, 30, tzinfo=timezone.utc)) is True
    assert OFFICE.is_open(datetime(2026, 7, 6, 12, 30, tzinfo=timezone.utc)) is True
    assert OFFICE.is_open(datetime(2026, 11, 23, 12, 30, tzinfo=timezone.utc)) is False


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-21T19:00", "2026-11-23T08:30"),
        ("2026-11-23T12:15", "2026-11-23T13:00"),
        ("2026-11-23T09:00", "2026-11-23T13:00"),
        ("2026-11-23T08:30", "2026-11-23T13:00"),
        ("2026-12-23T17:00", "2026-12-28T08:30"),
        ("2026-12-31T18:00", "2027-01-04T08:30"),
    ],
)
def test_next_opening(moment, opening):
    assert OFFICE.next_opening(at(moment)) == at(opening)


@pytest.mark.parametrize(
    ("moment", "hours", "end"),
    [
        ("2026-11-23T09:00", 2, "2026-11-23T11:00"),
        ("2026-11-23T11:00", 2, "2026-11-23T14:00"),
        ("2026-11-23T16:00", 1, "2026-11-24T09:00"),
        ("2026-11-21T23:00", 3.5, "2026-11-23T12:00"),
        ("2026-11-27T11:30", 1, "2026-11-30T09:00"),
        ("2026-12-23T16:00", 1, "2026-12-28T09:00"),
        ("2026-11-23T08:30", 80, "2026-12-09T11:30"),
    ],
)
def test_working_hours_after(moment, hours, end):
    assert OFFICE.working_hours_after(at(moment), hours) == at(end)


def test_the_day_that_lasts_23_hours():
    """8 March 2026: from midnight, four hours later it is 5 o'clock."""
    assert ALWAYS.working_hours_after(at("2026-03-08T00:00"), 4) == at("2026-03-08T05:00")


def test_the_day_that_lasts_25_hours():
    """1 November 2026: from midnight, four hours later it is 3 o'clock."""
    assert ALWAYS.working_hours_after(at("2026-11-01T00:00"), 4) == at("2026-11-01T03:00")


def test_the_clock_change_between_two_office_days_costs_no_office_time():
    assert OFFICE.working_hours_after(at("2026-03-06T11:00"), 2) == at("2026-03-09T09:30")


def test_unknown_hours_promise_nothing():
    moment = at("2026-11-23T10:00")
    assert UNKNOWN.known is False
    assert UNKNOWN.is_open(moment) is None
    assert UNKNOWN.next_opening(moment) is None
    assert UNKNOWN.working_hours_after(moment, 8) is None


def test_an_office_that_never_opens_ends_the_search():
    never = OpeningHours(ZONE, {})
    assert never.is_open(at("2026-11-23T10:00")) is False
    assert never.next_opening(at("2026-11-23T10:00")) is None
    assert never.working_hours_after(at("2026-11-23T10:00"), 1) is None


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_open(datetime(2026, 11, 23, 10))
