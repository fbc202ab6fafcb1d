"""Taking in GTFS feeds: a small one with every oddity, and two real ones."""

import time
from datetime import date
from pathlib import Path

import pytest
from city_api.ingest.gtfs import import_feed
from city_api.ingest.source import IngestError
from city_api.models import Feed, Route, ServiceDay, Stop, StopTime, Trip

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parent / "feeds"


def passages(trip: str) -> list[tuple[int, bool]]:
    rows = StopTime.objects.filter(trip__trip_id=trip).order_by("sequence")
    return list(rows.values_list("departure", "boarding"))


def test_counts(feed):
    assert import_feed(feed(), "v") == {"stops": 4, "routes": 2, "trips": 5, "stop_times": 13}
    row = Feed.objects.get()
    assert (row.first_day, row.last_day, row.agency) == (date(2026, 9, 1), date(2026, 12, 31), "Autobus Valmont")


def test_calendar_and_its_exceptions(feed):
    import_feed(feed(), "v")
    christmas = ServiceDay.objects.filter(date="2026-12-25").values_list("calendar__service_id", flat=True)
    assert list(christmas) == ["WE"]


def test_calendar_dates_alone_are_enough(feed):
    import_feed(feed(calendar="", calendar_dates="service_id,date,exception_type\nWK,20261123,1\nWE,20261122,1\n"), "v")
    assert ServiceDay.objects.count() == 2


def test_blank_times_are_filled_and_the_last_stop_is_not_boarded(feed):
    import_feed(feed(), "v")
    assert passages("T1") == [(28800, True), (29400, True), (30000, False)]


def test_no_pickup_and_times_past_midnight(feed):
    import_feed(feed(), "v")
    assert passages("T2")[1] == (33000, False)
    assert passages("NIGHT")[1] == (90600, True)


def test_names(feed):
    import_feed(feed(), "v")
    assert Stop.objects.get(stop_id="G").name_en == "Central Station"
    assert Stop.objects.get(stop_id="G1").parent.stop_id == "G"
    assert Trip.objects.get(trip_id="T1").headsign_en == "Green Lake"
    assert Trip.objects.get(trip_id="X1").headsign == "Lac Vert"
    assert Route.objects.get(route_id="RX").name == "Navette du Lac"


def test_older_translations(feed):
    import_feed(feed(translations="trans_id,lang,translation\nLac Vert,en,Green Lake\n"), "v")
    assert Stop.objects.get(stop_id="L").name_en == "Green Lake"


def test_headways_become_trips(feed):
    text = "trip_id,start_time,end_time,headway_secs\nS1,10:00:00,12:00:00,1800\n"
    assert import_feed(feed(frequencies=text), "v")["trips"] == 8
    starts = StopTime.objects.filter(trip__trip_id="S1", sequence=1).order_by("departure")
    assert list(starts.values_list("departure", flat=True)) == [36000, 37800, 39600, 41400]


def test_odd_stop_identifiers_make_usable_paths(feed):
    rows = "".join(f"{key},{key},45.4,-71.9\n" for key in ("G1", "P", "L", "à/b c"))
    import_feed(feed(stops=f"stop_id,stop_name,stop_lat,stop_lon\n{rows}"), "v")
    assert Stop.objects.get(stop_id="à/b c").public_id == "v:--b-c"


def test_again_replaces_and_another_feed_stays(feed):
    import_feed(feed(), "v")
    import_feed(feed(), "w")
    import_feed(feed(), "v")
    assert Feed.objects.count() == 2
    assert StopTime.objects.count() == 26


WRONG = [
    ({"agency": ""}, "missing agency.txt"),
    ({"agency": "agency_name,agency_timezone\nX,Mars/Base\n"}, "agency.txt:2: agency_timezone"),
    ({"stops": "stop_id,stop_name,stop_lon\nG,x,1\n"}, "stops.txt:1: missing columns: stop_lat"),
    ({"stops": "stop_id,stop_name,stop_lat,stop_lon\nG,Gare,north,1\n"}, "stops.txt:2: stop_lat"),
    ({"trips": "route_id,service_id,trip_id\nR4,WK,T1\nNO,WK,T2\n"}, "trips.txt:3: route_id or service_id"),
    (
        {"stop_times": "trip_id,departure_time,stop_id,stop_sequence\nT1,8h00,G1,1\n"},
        "stop_times.txt:2: departure_time",
    ),
    (
        {"stop_times": "trip_id,departure_time,stop_id,stop_sequence\nT1,8:00:00,ZZ,1\n"},
        "stop_times.txt:2: trip_id or stop_id",
    ),
    ({"stop_times": "trip_id,departure_time,stop_id,stop_sequence\nT1,,G1,1\nT1,8:00:00,L,2\n"}, "trip T1 has no time"),
    (
        {"calendar_dates": "service_id,date,exception_type\nWK,2026-12-25,2\n"},
        "calendar_dates.txt:2: date is not a day",
    ),
    ({"frequencies": "trip_id,start_time,end_time,headway_secs\nS1,8:00:00,9:00:00,0\n"}, "frequencies.txt:2"),
]


@pytest.mark.parametrize(("tables", "message"), WRONG)
def test_errors_name_file_and_line_and_nothing_is_kept(feed, tables, message):
    import_feed(feed(), "v")
    with pytest.raises(IngestError, match=message.replace("(", "[(]")):
        import_feed(feed("other.zip", **tables), "v")
    assert Feed.objects.get().stops.count() == 4
    assert StopTime.objects.count() == 13


def test_not_a_zip_file(tmp_path):
    path = tmp_path / "feed.zip"
    path.write_text("hello")
    with pytest.raises(IngestError, match="not a zip file"):
        import_feed(path, "v")
    with pytest.raises(IngestError, match="not a zip file"):
        import_feed(tmp_path / "absent.zip", "v")


def test_transcollines():
    counts = import_feed(REAL / "transcollines-qc-ca.zip", "tc")
    assert counts == {"stops": 424, "routes": 8, "trips": 58, "stop_times": 2800}
    row = Feed.objects.get()
    assert (row.first_day, row.last_day) == (date(2026, 1, 5), date(2026, 8, 23))
    assert Stop.objects.exclude(name_en="").exists() or Trip.objects.exclude(headsign_en="").exists()


def test_sherbrooke_within_a_minute():
    start = time.monotonic()
    counts = import_feed(REAL / "sts-sherbrooke-2014-08-18.zip", "sts")
    assert time.monotonic() - start < 60
    assert counts == {"stops": 1477, "routes": 55, "trips": 2870, "stop_times": 103092}
    assert StopTime.objects.filter(departure__gte=86400).count() >= 1200
    assert Feed.objects.get().last_day == date(2014, 12, 21)
