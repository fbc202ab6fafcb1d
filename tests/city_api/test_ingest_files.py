"""Plain files: what is taken in, and errors that name file and line and keep nothing."""

import shutil
from pathlib import Path

import pytest
from city_api.ingest.kinds import KINDS, take_in
from city_api.ingest.source import IngestError
from city_api.models import Address, CollectionRule, Facility, Notice, Permit, Sector, Service, Street, WasteItem

pytestmark = pytest.mark.usefixtures("city")


def changed(samples: Path, tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (samples / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


WRONG = [
    ("addresses", "A2,154,", "A2,,", "addresses.csv:3: civic_number is missing"),
    ("addresses", "A2,154,", "A1,154,", "addresses.csv:3: same id as line 2: A1"),
    ("addresses", ",sud,45.41", ",ouest,45.41", "addresses.csv:5: sector is not known: ouest"),
    ("addresses", "45.41,", "north,", "addresses.csv:5: latitude is not a number: north"),
    ("addresses", "45.41,", "145.41,", "addresses.csv:5: latitude or longitude is out of bounds"),
    ("addresses", "J0B 1C1,sud,45.42,-71.92", "J0B 1C1", "addresses.csv:7: the row does not have"),
    ("addresses", "postal_code,", "code,", "addresses.csv:1: missing columns: postal_code"),
    ("addresses", "J0B 1A1", "J0B 1A1 and more", "addresses.csv:2: postal_code:"),
    ("streets", "in_progress", "melting", "streets.csv:2: snow_state:"),
    ("streets", "today+1T07:00", "tomorrow", "streets.csv:2: planned_end is not a date and time"),
    ("waste_items", ",bulky,", ",attic,", "waste_items.csv:2: destination:"),
    ("waste_items", "piles,Piles", "matelas,Piles", "waste_items.csv:3: same id as line 2"),
    ("collections", "FREQ=WEEKLY;BYDAY=WE", "EVERY WEDNESDAY", "collections.yml:3: rrule:"),
    ("collections", "2026-01-07", "soon", "collections.yml:3: start is not a day: soon"),
    ("collections", "stream: organics", "stream: gold", "collections.yml:3: stream:"),
    ("collections", "sector: sud", "sector: ouest", "collections.yml:5: sector is not known: ouest"),
    ("collections", "exceptions:", "exceptions: [", "collections.yml:"),
    ("permits", "permit_type: landscaping", "permit_type: fence", "permits.yml:2: permit_type:"),
    ("permits", "permit_type: landscaping", "permit_type: pool", "permits.yml:2: same permit_type as line 1"),
    ("permits", '"75.50"', "free", "permits.yml:1: fee is not a number: free"),
    ("permits", "https://valmont", "ftp//valmont", "permits.yml:1: form_url:"),
    ("transfer_duty", "62900", "0", "transfer_duty.yml:2: same duty_id, above"),
    ("facilities", "[mon, tue", "[lundi, tue", "facilities.yml:7: days:"),
    ("facilities", '"13:00"', '"11:00"', "facilities.yml:7: La fermeture"),
    ("facilities", "09-01", "13-01", "facilities.yml:8: season_from:"),
    ("facilities", '"12:00"', "noon", "facilities.yml:7: opens is not a time"),
    ("roadworks", "[-71.9, 45.4]", "[45.4]", "roadworks.yml:1: geography is not"),
    ("roadworks", "state: CLOSED", "state: SHUT", "roadworks.yml:9: state:"),
    ("notices", "sectors: [nord]", "sectors: [ouest]", "notices.yml:2: sectors is not known: ouest"),
    ("notices", "severity: urgent", "severity: awful", "notices.yml:2: severity:"),
    ("notices", "id: n-urgent", "id: n info", "notices.yml:2: id:"),
    ("parking_bans", "banned: true", "banned: maybe", "parking_bans.yml:3: banned is neither true nor false"),
    ("parking_bans", "11-15", "15-11", "parking_bans.yml:1: season_from:"),
    ("appointments", '"09:00"', '"9h"', "appointments.yml:1: times:"),
    ("services", "type: batch", "type: magic", "services.yml:17: kind:"),
    ("services", "order: 2", "order: 1", "services.yml:12: same order"),
    ("services", "report_other:", "report_else:", "services.yml:1: no definition for report_other"),
    ("requests", "report_other", "report_pothole,extra", "requests.csv:3: the row does not have"),
    ("requests", "A6,closed", "A99,closed", "requests.csv:3: address_id is not known: A99"),
    ("requests", "A6,closed", "A6,lost", "requests.csv:3: status is not known: lost"),
]


def everything() -> list:
    models = (Address, CollectionRule, Facility, Notice, Permit, Service, Street, WasteItem)
    return [sorted(map(str, model.objects.values_list())) for model in models]


@pytest.mark.parametrize(("kind", "old", "new", "message"), WRONG)
def test_errors_name_file_and_line_and_nothing_is_kept(samples, tmp_path, kind, old, new, message):
    before = everything()
    path = changed(samples, tmp_path, KINDS[kind][0], old, new)
    with pytest.raises(IngestError) as caught:
        take_in(kind, path)
    assert message in str(caught.value).replace(str(tmp_path) + "/", "")
    assert everything() == before


def test_no_file(tmp_path):
    with pytest.raises(IngestError, match="No such file"):
        take_in("addresses", tmp_path / "addresses.csv")


def test_not_utf8(tmp_path):
    path = tmp_path / "sectors.csv"
    path.write_bytes("code,name_fr,name_en\nx,Érables,x\n".encode("latin-1"))
    with pytest.raises(IngestError, match="not UTF-8"):
        take_in("sectors", path)


@pytest.mark.parametrize("text", ["- a\n- b\n", "hello", "", "- [1]\n"])
def test_yaml_of_another_shape(tmp_path, text):
    path = tmp_path / "notices.yml"
    path.write_text(text)
    with pytest.raises(IngestError):
        take_in("notices", path)
    assert Notice.objects.count() == 5


def test_a_byte_order_mark_and_windows_line_ends_are_fine(samples, tmp_path):
    text = (samples / "addresses.csv").read_text(encoding="utf-8").replace("\n", "\r\n")
    path = tmp_path / "addresses.csv"
    path.write_text("\ufeff" + text, encoding="utf-8", newline="")
    assert take_in("addresses", path) == 6


def test_a_file_takes_the_place_of_the_last(samples, tmp_path):
    path = tmp_path / "addresses.csv"
    shutil.copy(samples / "addresses.csv", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    take_in("addresses", path)
    assert set(Address.objects.values_list("pk", flat=True)) == {"A1", "A2"}
    assert Street.objects.get(name="rue des Érables").snow_state == "in_progress"
    assert Sector.objects.count() == 2


def test_relative_days_are_of_today(clock_at, samples):
    clock_at("2026-12-02T03:00:00+00:00")  # still the evening of 1 December in the city
    take_in("notices", samples / "notices.yml")
    assert Notice.objects.get(pk="n-urgent").starts_at.isoformat() == "2026-11-30T13:00:00+00:00"


def test_services_take_their_codes_from_the_profile():
    assert dict(Service.objects.values_list("topic", "code")) == {
        "report_pothole": "V-1",
        "bin_request": "V-2",
        "file_complaint": "V-3",
        "report_other": "V-9",
    }


def test_services_again_keep_what_a_clerk_decided(samples):
    Service.objects.filter(pk="V-1").update(active=False, notice_fr="Merci")
    take_in("services", samples / "services.yml")
    row = Service.objects.get(pk="V-1")
    assert (row.active, row.notice_fr, row.attributes.count()) == (False, "Merci", 6)
