"""Collection days over HTTP and as a calendar."""

from datetime import date, timedelta

import pytest
import recurring_ical_events
from city_api import clock
from icalendar import Calendar


def listed(get, **query):
    return [(row["date"], row["stream"], row["note"]) for row in get("/city/v1/addresses/A1/collections", **query)]


def test_rules_and_exceptions(get):
    rows = listed(get, **{"from": "2026-06-28", "to": "2026-07-10"})
    assert rows == [
        ("2026-07-02", "organics", "Fête du Canada"),
        ("2026-07-03", "bulky", None),
        ("2026-07-07", "garbage", None),
        ("2026-07-08", "organics", None),
    ]


def test_notes_in_english(get):
    assert ("2026-07-02", "organics", "Canada Day") in listed(
        get, **{"from": "2026-07-01", "to": "2026-07-02", "lang": "en"}
    )


def test_a_cancelled_collection(get):
    assert not [row for row in listed(get, **{"from": "2026-04-25", "to": "2026-05-10"}) if row[1] == "bulky"]


def test_an_exception_of_the_sector_goes_before_one_of_the_city(get):
    rows = [row for row in listed(get, **{"from": "2026-06-01", "to": "2026-06-30"}) if row[1] == "bulky"]
    assert rows == [("2026-06-09", "bulky", "Nord seulement")]


def test_moved_into_the_span_from_outside(get):
    assert listed(get, **{"from": "2026-07-02", "to": "2026-07-02"}) == [("2026-07-02", "organics", "Fête du Canada")]
    assert listed(get, **{"from": "2026-07-01", "to": "2026-07-01"}) == []


def test_a_rule_ends(get):
    assert not [row for row in listed(get, **{"from": "2027-01-01", "to": "2027-01-31"}) if row[1] == "organics"]


def test_a_single_day_and_another_sector(get):
    rows = get("/city/v1/addresses/A4/collections", **{"from": "2026-01-01", "to": "2026-12-31"})
    assert [(row["date"], row["stream"]) for row in rows] == [("2026-01-09", "christmas_trees")]


def test_an_address_without_sector_has_none(get):
    assert get("/city/v1/addresses/A5/collections") == []


def test_28_days_from_today_by_default(get):
    today = clock.today()
    dates = [date.fromisoformat(row[0]) for row in listed(get)]
    assert dates == sorted(dates)
    assert all(today <= day <= today + timedelta(days=28) for day in dates)
    assert dates


def test_days_are_right_across_both_changes_of_clock(get):
    for first in ("2026-03-01", "2026-10-25"):
        last = (date.fromisoformat(first) + timedelta(days=21)).isoformat()
        days = [row[0] for row in listed(get, **{"from": first, "to": last}) if row[1] == "organics"]
        assert [date.fromisoformat(day).weekday() for day in days] == [2, 2, 2]


@pytest.mark.parametrize(
    "query",
    [
        {"from": "demain"},
        {"from": "2026-02-30"},
        {"from": "2026-11-01T00:00:00"},
        {"from": "20261101"},
        {"from": "0000-01-01"},
        {"from": "9999-12-31"},
        {"from": "2026-12-01", "to": "2026-11-01"},
        {"from": "2026-01-01", "to": "2028-01-01"},
        {"lang": "es"},
    ],
)
def test_wrong_parameters(problem, query):
    problem(400, "/city/v1/addresses/A1/collections", **query)


@pytest.fixture
def calendar(client, city):
    response = client.get("/city/v1/addresses/A1/collections.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def test_calendar_lines(calendar):
    assert calendar.endswith(b"END:VCALENDAR\r\n")
    lines = calendar.split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line or len(line) > 75]
    assert b"VERSION:2.0" in lines
    assert b"X-WR-TIMEZONE:America/Toronto" in lines


def test_calendar_says_what_the_list_says(calendar, get):
    first, last = clock.today(), clock.today() + timedelta(days=60)
    events = recurring_ical_events.of(Calendar.from_ical(calendar)).between(first, last + timedelta(days=1))
    found = sorted((event.start.isoformat(), event["UID"].split("-")[1]) for event in events)
    rows = get("/city/v1/addresses/A1/collections", **{"from": first.isoformat(), "to": last.isoformat()})
    assert found == sorted((row["date"], row["stream"]) for row in rows)
    assert {event["SUMMARY"] for event in events} <= {
        "Collecte : ordures",
        "Collecte : matières organiques",
        "Collecte : encombrants",
    }


def test_calendar_is_the_same_each_time_and_its_uids_are_unique(calendar, client):
    assert client.get("/city/v1/addresses/A1/collections.ics").content == calendar
    uids = [str(event["UID"]) for event in Calendar.from_ical(calendar).walk("VEVENT")]
    assert len(set(uids)) == len(uids) > 30   # weeks of several streams, however the holidays of the season fall


def test_a_moved_collection_keeps_its_uid(client, city):
    from city_api.models import CollectionException

    def uids():
        file = Calendar.from_ical(client.get("/city/v1/addresses/A1/collections.ics").content)
        return {str(event["UID"]): event.decoded("DTSTART") for event in file.walk("VEVENT")}

    before = uids()
    uid, day = next((uid, day) for uid, day in sorted(before.items()) if "garbage" in uid and day > clock.today())
    CollectionException.objects.create(stream="garbage", date=day, moved_to=day + timedelta(days=1), note_fr="Férié")
    after = uids()
    assert set(after) == set(before)
    assert after[uid] == day + timedelta(days=1)


def test_calendar_in_english(client, city):
    assert b"SUMMARY:Collection: garbage" in client.get("/city/v1/addresses/A1/collections.ics?lang=en").content
