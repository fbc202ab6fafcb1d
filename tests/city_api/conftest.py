"""A city of these tests' own, loaded from plain files of the same format as the demonstration's."""

import zipfile
from pathlib import Path

import pytest
from city_api.ingest.kinds import KINDS, take_in
from city_api.transit import realtime

SAMPLES = Path(__file__).parent / "samples"
KEY = "cle-des-tests"


@pytest.fixture(autouse=True)
def _environment(settings):
    """The settings that an installation reads from its environment."""
    settings.CITY_PROFILE = SAMPLES / "profile.yml"
    settings.CITY_API_KEY = KEY
    settings.CITY_GTFS_RT = []
    settings.TIME_ZONE = "America/Toronto"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    realtime.stop()


@pytest.fixture
def samples() -> Path:
    """The folder of the sample city."""
    return SAMPLES


@pytest.fixture
def city(db):
    """The sample city in the database."""
    for kind, (name, _) in KINDS.items():
        take_in(kind, SAMPLES / name)


@pytest.fixture
def get(client, city):
    """Call the API: `get("/city/v1/…", q="…")` returns the decoded JSON of a 200."""

    def call(path: str, /, **query):
        response = client.get(path, query)
        assert response.status_code == 200, response.content
        return response.json()

    return call


@pytest.fixture
def problem(client, city):
    """Call the API and return the Problem that it must answer with a status."""

    def call(status: int, path: str, /, **query) -> dict:
        response = client.get(path, query)
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/problem+json"
        body = response.json()
        assert body["status"] == status
        assert body["title"]
        return body

    return call


@pytest.fixture
def clock_at(monkeypatch):
    """Stop the clock: `clock_at("2026-11-23T08:00-05:00")`."""
    from datetime import datetime

    from django.utils import timezone

    def stop(text: str) -> datetime:
        moment = datetime.fromisoformat(text)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return stop


@pytest.fixture
def post(client, city):
    """POST a service request as a program with the key does; returns the response."""

    def call(fmt: str = "json", key: str | None = None, **fields):
        data = {"api_key": KEY, "service_code": "V-9", "address_id": "A1"} | fields
        data = {name: value for name, value in data.items() if value is not None}
        headers = {"Idempotency-Key": key} if key else {}
        return client.post(f"/open311/v2/requests.{fmt}", data, headers=headers)

    return call


@pytest.fixture
def feed(tmp_path):
    """Write a GTFS zip: `feed(stops="…csv…", …)`; tables that are not given are those of a small valid feed."""

    def write(name: str = "feed.zip", **tables: str) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for table, text in (FEED | tables).items():
                if text:
                    archive.writestr(f"{table}.txt", text)
        return path

    return write


FEED = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone\nV,Autobus Valmont,https://valmont.example,America/Toronto\n",
    "stops": (
        "stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "G,,Gare centrale,45.400,-71.900,1,\n"
        "G1,1001,Gare centrale quai 1,45.4001,-71.9001,0,G\n"
        "P,1002,des Pins / Saint-Charles,45.410,-71.910,0,\n"
        "L,1003,Lac Vert,45.420,-71.920,0,\n"
    ),
    "routes": "route_id,route_short_name,route_long_name,route_type\nR4,4,Gare - Lac,3\nRX,,Navette du Lac,3\n",
    "calendar": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "WK,1,1,1,1,1,0,0,20260901,20261231\nWE,0,0,0,0,0,1,1,20260901,20261231\n"
    ),
    "calendar_dates": "service_id,date,exception_type\nWK,20261225,2\nWE,20261225,1\n",
    "trips": (
        "route_id,service_id,trip_id,trip_headsign\nR4,WK,T1,Lac Vert\nR4,WK,T2,Lac Vert\nR4,WK,NIGHT,Lac Vert\n"
        "R4,WE,S1,Lac Vert\nRX,WK,X1,\n"
    ),
    "stop_times": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
        "T1,08:00:00,08:00:00,G1,1,0\nT1,,,P,2,0\nT1,08:20:00,08:20:00,L,3,0\n"
        "T2,09:00:00,09:00:00,G1,1,0\nT2,09:10:00,09:10:00,P,2,1\nT2,09:20:00,09:20:00,L,3,0\n"
        "NIGHT,24:30:00,24:30:00,G1,1,0\nNIGHT,25:10:00,25:10:00,P,2,0\nNIGHT,25:20:00,25:20:00,L,3,0\n"
        "S1,10:00:00,10:00:00,G1,1,0\nS1,10:20:00,10:20:00,L,2,0\n"
        "X1,8:30:00,8:30:00,G1,1,0\nX1,8:45:00,8:45:00,L,2,0\n"
    ),
    "translations": (
        "table_name,field_name,language,translation,record_id,record_sub_id,field_value\n"
        "stops,stop_name,en,Central Station,G,,\ntrips,trip_headsign,en,Green Lake,,,Lac Vert\n"
    ),
}
