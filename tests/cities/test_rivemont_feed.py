"""The bus feed of Rivemont: valid GTFS around the given day, with night trips, holidays and a detour."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from city_api.demo.gtfs.make_feed import build, build_alerts
from google.transit import gtfs_realtime_pb2

TODAY = date(2026, 11, 21)
REFERENCES = {
    ("trips", "route_id"): ("routes", "route_id"),
    ("trips", "service_id"): ("calendar", "service_id"),
    ("stop_times", "trip_id"): ("trips", "trip_id"),
    ("stop_times", "stop_id"): ("stops", "stop_id"),
    ("calendar_dates", "service_id"): ("calendar", "service_id"),
    ("routes", "agency_id"): ("agency", "agency_id"),
}


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    path = tmp_path_factory.mktemp("gtfs") / "rivemont.zip"
    build(path, TODAY)
    return read(path)


def read(path):
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".txt"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))
            for name in archive.namelist()
        }


def column(feed, table, name):
    return {row[name] for row in feed[table]}


@pytest.mark.parametrize(("source", "target"), REFERENCES.items())
def test_every_reference_is_kept(feed, source, target):
    assert column(feed, *source) <= column(feed, *target)


def test_the_network_is_small_but_whole(feed):
    stops = [stop for stop in feed["stops"] if stop["location_type"] == "0"]
    assert len(feed["routes"]) == 3
    assert len(stops) >= 20
    assert all(stop["stop_code"] for stop in stops)
    assert "Principale / de l'Église" in column(feed, "stops", "stop_name")
    assert {stop["stop_id"] for stop in stops} == column(feed, "stop_times", "stop_id")


def test_times_go_forward_in_every_trip(feed):
    trips = {}
    for row in feed["stop_times"]:
        trips.setdefault(row["trip_id"], []).append((int(row["stop_sequence"]), row["departure_time"]))
    assert trips
    for passages in trips.values():
        times = [at for _, at in sorted(passages)]
        assert times == sorted(set(times))


def test_a_trip_runs_after_midnight(feed):
    assert any(row["departure_time"].startswith("24:") for row in feed["stop_times"])


def test_the_calendar_covers_the_days_around_today(feed):
    assert column(feed, "calendar", "service_id") == {"weekday", "saturday", "sunday"}
    assert column(feed, "calendar", "start_date") == {"20261114"}
    assert column(feed, "calendar", "end_date") == {"20270321"}


def test_on_a_holiday_the_sunday_service_runs(feed):
    rows = {(row["date"], row["service_id"], row["exception_type"]) for row in feed["calendar_dates"]}
    assert rows == {
        ("20261225", "weekday", "2"),
        ("20261225", "sunday", "1"),
        ("20270101", "weekday", "2"),
        ("20270101", "sunday", "1"),
    }


def test_a_holiday_on_a_saturday_replaces_the_saturday_service(tmp_path):
    build(tmp_path / "feed.zip", date(2027, 12, 20))
    rows = {(row["date"], row["service_id"]) for row in read(tmp_path / "feed.zip")["calendar_dates"]}
    assert {("20271225", "saturday"), ("20271225", "sunday")} <= rows


def test_english_names_are_translations_of_names_in_the_feed(feed):
    for row in feed["translations"]:
        assert row["field_value"] in column(feed, row["table_name"], row["field_name"])
        assert row["language"] == "en"
    assert {"City Hall", "Rivemont Terminal"} <= column(feed, "translations", "translation")


def test_the_same_day_gives_the_same_bytes(tmp_path):
    build(tmp_path / "one.zip", TODAY)
    build(tmp_path / "two.zip", TODAY)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_alert_is_a_detour_in_both_languages_in_force_today(tmp_path, feed):
    build_alerts(tmp_path / "alerts.pb", TODAY)
    message = gtfs_realtime_pb2.FeedMessage.FromString((tmp_path / "alerts.pb").read_bytes())
    (entity,) = message.entity
    alert = entity.alert
    assert alert.effect == gtfs_realtime_pb2.Alert.DETOUR
    assert {text.language for text in alert.header_text.translation} == {"fr", "en"}
    assert alert.informed_entity[0].route_id in column(feed, "routes", "route_id")
    assert alert.informed_entity[1].stop_id in column(feed, "stops", "stop_id")
    (period,) = alert.active_period
    assert period.end - period.start == timedelta(days=38).total_seconds()
