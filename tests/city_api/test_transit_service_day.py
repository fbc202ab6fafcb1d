"""GTFS time across the changes of clock."""

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from city_api.transit import service_day

ZONE = ZoneInfo("America/Toronto")


@pytest.mark.parametrize(
    ("day", "seconds", "wall"),
    [
        (date(2026, 11, 23), 8 * 3600, "2026-11-23T08:00:00-05:00"),
        (date(2026, 11, 23), 25 * 3600, "2026-11-24T01:00:00-05:00"),
        (date(2026, 3, 8), 8 * 3600, "2026-03-08T08:00:00-04:00"),
        (date(2026, 11, 1), 8 * 3600, "2026-11-01T08:00:00-05:00"),
        (date(2026, 3, 7), 25 * 3600, "2026-03-08T01:00:00-05:00"),
        (date(2026, 3, 7), 27 * 3600, "2026-03-08T04:00:00-04:00"),
        (date(2026, 11, 1), 0, "2026-11-01T01:00:00-04:00"),
    ],
)
def test_moment(day, seconds, wall):
    assert service_day.moment(day, seconds, ZONE) == datetime.fromisoformat(wall)


def test_there_and_back():
    for day in (date(2026, 3, 8), date(2026, 11, 1), date(2026, 7, 1)):
        for seconds in (0, 3600, 86400, 100_000):
            assert service_day.seconds(day, service_day.moment(day, seconds, ZONE), ZONE) == seconds


def test_negative_before_the_day():
    assert service_day.seconds(date(2026, 7, 2), datetime(2026, 7, 1, 12, tzinfo=timezone.utc), ZONE) < 0
