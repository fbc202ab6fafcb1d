"""The real-time feed: delays, cancellations, alerts; stale or broken news dropped."""

import threading
import time
from datetime import datetime, timedelta, timezone

import pytest
from city_api.ingest.gtfs import import_feed
from city_api.models import TransitAlert
from city_api.transit import realtime
from google.transit import gtfs_realtime_pb2 as pb

URL = "/city/v1/transit/stops/v:{}/departures"
AFTER = "2026-11-23T07:30:00-05:00"


@pytest.fixture
def news(tmp_path, settings, feed, db):
    """Publish a message built by a function, and poll it."""
    import_feed(feed(), "v")
    settings.CITY_GTFS_RT_SECONDS = 3600

    def publish(fill, age=0, source=None):
        message = pb.FeedMessage()
        message.header.gtfs_realtime_version = "2.0"
        message.header.timestamp = int(time.time()) - age
        fill(message)
        path = tmp_path / "rt.pb"
        path.write_bytes(message.SerializeToString())
        settings.CITY_GTFS_RT = [source or str(path)]
        realtime.poll()

    return publish


def trip(message, trip_id, start_date="20261123", **fields):
    update = message.entity.add(id=trip_id).trip_update
    update.trip.trip_id = trip_id
    update.trip.start_date = start_date
    for name, value in fields.items():
        setattr(update.trip, name, value)
    return update


def late(trip_id, sequence, delay, **fields):
    def fill(message):
        update = trip(message, trip_id, **fields)
        update.stop_time_update.add(stop_sequence=sequence).departure.delay = delay

    return fill


def shown(get, stop="G1", after=AFTER, **query):
    rows = get(URL.format(stop), after=after, **query)
    return [(row["scheduled"][11:16], row["expected"] and row["expected"][11:19], row["cancelled"]) for row in rows]


def test_a_delay_lasts_until_the_feed_says_otherwise(news, get):
    news(late("T1", 1, 120))
    assert shown(get, limit="1") == [("08:00", "08:02:00", False)]
    assert shown(get, "P", limit="1") == [("08:10", "08:12:00", False)]


def test_an_update_after_the_stop_says_nothing_of_it(news, get):
    news(late("T1", 2, 300))
    assert shown(get, limit="1") == [("08:00", None, False)]


def test_another_day_is_not_concerned(news, get):
    news(late("T1", 1, 120, start_date="20261124"))
    assert shown(get, limit="1") == [("08:00", None, False)]


def test_a_late_vehicle_is_still_to_come(news, get):
    news(late("T1", 1, 900))
    assert shown(get, after="2026-11-23T08:10:00-05:00", limit="1") == [("08:00", "08:15:00", False)]


def test_an_early_vehicle_has_left(news, get):
    news(late("T1", 1, -300))
    assert shown(get, after="2026-11-23T07:57:00-05:00", limit="1")[0][0] == "08:30"


def test_order_by_expected_time(news, get):
    news(late("T1", 1, 2400))
    assert [row[0] for row in shown(get, limit="3")] == ["08:30", "08:00", "09:00"]


def test_by_stop_without_sequence_and_by_time(news, get):
    def fill(message):
        row = trip(message, "T1").stop_time_update.add(stop_id="G1")
        row.departure.time = int(datetime(2026, 11, 23, 13, 4, tzinfo=timezone.utc).timestamp())

    news(fill)
    assert shown(get, limit="1") == [("08:00", "08:04:00", False)]
    assert shown(get, "P", limit="1") == [("08:10", "08:14:00", False)]


def test_a_delay_of_the_whole_trip(news, get):
    def fill(message):
        trip(message, "T1").delay = 60

    news(fill)
    assert shown(get, limit="1") == [("08:00", "08:01:00", False)]


def test_cancelled_trip_and_skipped_stop(news, get):
    def fill(message):
        trip(message, "T1", schedule_relationship=pb.TripDescriptor.CANCELED)
        row = trip(message, "X1").stop_time_update.add(stop_sequence=1)
        row.schedule_relationship = pb.TripUpdate.StopTimeUpdate.SKIPPED

    news(fill)
    assert shown(get, limit="2") == [("08:00", None, True), ("08:30", None, True)]


def test_no_data(news, get):
    def fill(message):
        row = trip(message, "T1").stop_time_update.add(stop_sequence=1)
        row.schedule_relationship = pb.TripUpdate.StopTimeUpdate.NO_DATA

    news(fill)
    assert shown(get, limit="1") == [("08:00", None, False)]


def test_an_update_without_a_date_is_of_the_run_nearest_to_now(news, get):
    news(late("T1", 1, 120, start_date=""))
    assert shown(get, limit="1")[0][1] in (None, "08:02:00")
    now = datetime.now(timezone.utc).replace(microsecond=0)
    far = (
        shown(get, after=(now + timedelta(days=3)).isoformat(), limit="1")
        if now.year == 2026 and now.month == 11
        else []
    )
    assert all(expected is None for _, expected, _ in far)


def test_news_older_than_five_minutes_is_dropped(news, get):
    news(late("T1", 1, 120), age=290)
    assert shown(get, limit="1")[0][1] == "08:02:00"
    news(late("T1", 1, 120), age=301)
    assert shown(get, limit="1")[0][1] is None


@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff" * 1000])
def test_a_broken_feed_changes_nothing(news, get, tmp_path, content):
    path = tmp_path / "broken.pb"
    path.write_bytes(content)
    news(lambda message: None, source=str(path))
    assert shown(get, limit="1") == [("08:00", None, False)]


def test_over_http_and_when_the_server_fails(news, get, httpserver, settings):
    message = pb.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    late("T1", 1, 180)(message)
    httpserver.expect_ordered_request("/rt").respond_with_data(message.SerializeToString())
    httpserver.expect_ordered_request("/rt").respond_with_data("no", status=500)
    settings.CITY_GTFS_RT = [httpserver.url_for("/rt")]
    realtime.poll()
    assert shown(get, limit="1")[0][1] == "08:03:00"
    realtime.poll()
    assert shown(get, limit="1")[0][1] == "08:03:00"


def test_a_slow_source_is_given_up(settings, httpserver, caplog):
    def slow(_request):
        time.sleep(1)

    httpserver.expect_request("/rt").respond_with_handler(slow)
    settings.CITY_GTFS_RT = [httpserver.url_for("/rt") + "?key=secret"]
    settings.CITY_GTFS_RT_TIMEOUT = 0.2
    start = time.monotonic()
    realtime.poll()
    assert time.monotonic() - start < 0.9
    assert "secret" not in caplog.text


def test_a_request_never_waits_for_the_poll(news, get, monkeypatch, settings):
    started, release = threading.Event(), threading.Event()

    def stuck():
        started.set()
        release.wait(5)

    realtime.stop()
    settings.CITY_GTFS_RT = ["http://127.0.0.1:9/never"]
    monkeypatch.setattr(realtime, "poll", stuck)
    begin = time.monotonic()
    assert shown(get, limit="1") == [("08:00", None, False)]
    assert started.wait(2)
    assert time.monotonic() - begin < 2
    release.set()


def alert(message, header, routes=(), start=None, end=None):
    row = message.entity.add(id=header).alert
    row.header_text.translation.add(text=header, language="fr")
    row.header_text.translation.add(text=f"{header} (en)", language="en-CA")
    row.description_text.translation.add(text="texte")
    for route in routes:
        row.informed_entity.add(route_id=route)
    if start or end:
        row.active_period.add(start=start or 0, end=end or 0)


def test_alerts(news, get):
    now = int(time.time())

    def fill(message):
        alert(message, "Détour", ["R4"], now - 60, now + 60)
        alert(message, "Réseau")
        alert(message, "Passé", ["R4"], now - 600, now - 60)
        alert(message, "Futur", [], now + 600)

    news(fill)
    rows = get("/city/v1/transit/alerts")
    assert [(row["route"], row["header"], row["text"]) for row in rows] == [
        ("4", "Détour", "texte"),
        (None, "Réseau", "texte"),
    ]
    assert datetime.fromisoformat(rows[0]["ends_at"]).timestamp() == now + 60
    assert rows[1]["starts_at"] is None
    assert [row["header"] for row in get("/city/v1/transit/alerts", lang="en")] == ["Détour (en)", "Réseau (en)"]
    assert [row["header"] for row in get("/city/v1/transit/alerts", route="8")] == ["Réseau"]


def test_alerts_of_the_city(get):
    TransitAlert.objects.create(route="4", header_fr="Arrêt déplacé", header_en="Stop moved")
    TransitAlert.objects.create(header_fr="Passé", ends_at=datetime(2020, 1, 1, tzinfo=timezone.utc))
    assert get("/city/v1/transit/alerts", lang="en") == [
        {"route": "4", "header": "Stop moved", "text": "", "starts_at": None, "ends_at": None}
    ]
