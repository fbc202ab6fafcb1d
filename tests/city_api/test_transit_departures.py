"""Next departures: nights, changes of clock, holidays, feeds that have ended."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from city_api.ingest.gtfs import import_feed
from city_api.models import Stop, StopTime

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parent / "feeds"


@pytest.fixture
def bus(feed, get):
    """Departures of a stop after a moment, as (scheduled, route, headsign)."""
    import_feed(feed(), "v")

    def call(stop, after, **query):
        rows = get(f"/city/v1/transit/stops/v:{stop}/departures", after=after, **query)
        return [(row["scheduled"], row["route"], row["headsign"]) for row in rows]

    return call


def test_next_of_the_day(bus):
    assert bus("G1", "2026-11-23T08:10:00-05:00", limit="2") == [
        ("2026-11-23T08:30:00-05:00", "Navette du Lac", "Lac Vert"),
        ("2026-11-23T09:00:00-05:00", "4", "Lac Vert"),
    ]


def test_three_by_default_and_the_moment_itself_counts(bus):
    rows = bus("G1", "2026-11-23T08:00:00-05:00")
    assert [row[0][11:16] for row in rows] == ["08:00", "08:30", "09:00"]


def test_a_moment_in_another_zone(bus):
    assert bus("G1", "2026-11-23T13:10:00Z", limit="1")[0][0] == "2026-11-23T08:30:00-05:00"


def test_a_moment_without_a_zone_is_the_citys(bus):
    assert bus("G1", "2026-11-23T08:10:00", limit="1")[0][0] == "2026-11-23T08:30:00-05:00"


def test_after_midnight_the_trips_of_yesterday_still_run(bus):
    assert bus("P", "2026-11-24T00:50:00-05:00", limit="1") == [("2026-11-24T01:10:00-05:00", "4", "Lac Vert")]


def test_the_night_trip_of_friday_runs_on_saturday_and_not_on_monday(bus):
    assert bus("P", "2026-11-28T00:50:00-05:00", limit="1")[0][0] == "2026-11-28T01:10:00-05:00"
    assert bus("P", "2026-11-23T00:50:00-05:00", limit="1")[0][0] == "2026-11-23T08:10:00-05:00"


def test_in_order_across_midnight(bus):
    rows = bus("G1", "2026-11-23T09:30:00-05:00", limit="3")
    assert [row[0][:16] for row in rows] == ["2026-11-24T00:30", "2026-11-24T08:00", "2026-11-24T08:30"]


def test_weekend_and_holiday(bus):
    assert bus("G1", "2026-11-28T09:00:00-05:00", limit="1")[0][0] == "2026-11-28T10:00:00-05:00"
    assert bus("G1", "2026-12-25T09:00:00-05:00", limit="1")[0][0] == "2026-12-25T10:00:00-05:00"


def test_tomorrow_when_today_is_over(bus):
    assert bus("P", "2026-11-27T09:00:00-05:00", limit="2")[0][0] == "2026-11-28T01:10:00-05:00"


def test_the_day_the_clocks_go_back(bus):
    """1 November 2026: the trip at 10:00 leaves at 10:00 on the wall; the night trip of Friday is untouched."""
    assert bus("G1", "2026-11-01T09:00:00-05:00", limit="1")[0][0] == "2026-11-01T10:00:00-05:00"
    assert bus("P", "2026-10-31T00:30:00-04:00", limit="1")[0][0] == "2026-10-31T01:10:00-04:00"


def test_a_night_trip_across_the_change_of_clock(bus, feed):
    """25:10 of Saturday 31 October is 1:10 after midnight, before the clocks go back at 2:00."""
    import_feed(feed(trips="route_id,service_id,trip_id\nR4,WE,S1\nR4,WE,NIGHT\nR4,WK,T1\nR4,WK,T2\nRX,WK,X1\n"), "v")
    assert bus("P", "2026-11-01T00:30:00-04:00", limit="1")[0][0] == "2026-11-01T01:10:00-04:00"


def test_a_route_by_name_or_identifier(bus):
    after = "2026-11-23T07:00:00-05:00"
    assert [row[1] for row in bus("G1", after, route="4", limit="2")] == ["4", "4"]
    assert [row[1] for row in bus("G1", after, route="navette du lac", limit="1")] == ["Navette du Lac"]
    assert [row[1] for row in bus("G1", after, route="RX", limit="1")] == ["Navette du Lac"]
    assert bus("G1", after, route="99") == []


def test_a_station_has_the_departures_of_its_platforms(bus):
    assert bus("G", "2026-11-23T07:00:00-05:00", limit="1")[0][0] == "2026-11-23T08:00:00-05:00"


def test_no_departure_where_nobody_may_board(bus):
    assert bus("L", "2026-11-23T07:00:00-05:00") == []
    rows = bus("P", "2026-11-23T08:30:00-05:00", limit="1")
    assert rows[0][0] == "2026-11-24T01:10:00-05:00"


def test_english_headsign(get, bus):
    rows = get("/city/v1/transit/stops/v:G1/departures", after="2026-11-23T07:00:00-05:00", lang="en")
    assert rows[0]["headsign"] == "Green Lake"
    assert rows[0]["expected"] is None
    assert rows[0]["cancelled"] is False


def test_an_ended_timetable_is_said_to_be_ended(bus, problem):
    path = "/city/v1/transit/stops/v:G1/departures"
    found = problem(503, path, after="2027-01-02T08:00:00-05:00")
    assert found["type"].endswith("/feed-expired")
    assert "2026-12-31" in found["detail"]
    assert problem(503, path, after="2026-08-01T08:00:00-04:00")["type"].endswith("/feed-not-started")


def test_the_last_night_trip_still_leaves_after_the_last_day(bus):
    assert bus("P", "2027-01-01T00:50:00-05:00", limit="1")[0][0] == "2027-01-01T01:10:00-05:00"


def test_unknown_stop_and_wrong_parameters(problem, bus):
    problem(404, "/city/v1/transit/stops/v:ZZ/departures")
    problem(400, "/city/v1/transit/stops/v:G1/departures", after="demain")
    problem(400, "/city/v1/transit/stops/v:G1/departures", after="2026-11-23")
    problem(400, "/city/v1/transit/stops/v:G1/departures", limit="0")


def test_transcollines_has_expired(get, problem):
    import_feed(REAL / "transcollines-qc-ca.zip", "tc")
    stop = StopTime.objects.filter(boarding=True).first().stop.public_id
    found = problem(503, f"/city/v1/transit/stops/{stop}/departures", after="2026-11-23T08:00:00-05:00")
    assert "2026-08-23" in found["detail"]
    assert len(get(f"/city/v1/transit/stops/{stop}/departures", after="2026-04-01T04:00:00-04:00")) > 0


def test_sherbrooke_is_answered_within_30_ms(get, client):
    import_feed(REAL / "sts-sherbrooke-2014-08-18.zip", "sts")
    late = StopTime.objects.filter(departure__gte=86400 + 600, boarding=True).select_related("stop", "trip").first()
    day = late.trip.calendar.days.first().date
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time())
    night = get(f"/city/v1/transit/stops/{late.stop.public_id}/departures", after=midnight.isoformat(), limit="10")
    scheduled = midnight + timedelta(seconds=late.departure - 86400)
    assert scheduled.isoformat() in [row["scheduled"][:19] for row in night]
    times, stops = [], Stop.objects.order_by("pk")[100:110]
    for stop in stops:
        start = time.process_time()
        client.get(f"/city/v1/transit/stops/{stop.public_id}/departures", {"after": "2014-09-02T12:00:00-04:00"})
        times.append(time.process_time() - start)
    assert sorted(times)[5] < 0.030
