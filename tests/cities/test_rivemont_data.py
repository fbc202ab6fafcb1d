"""The demonstration data of Rivemont: complete, in both languages, and agreeing with itself and the contract."""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from dateutil.rrule import rrulestr

from cities.profile import load, topic_kinds

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "web" / "city_api" / "demo"
RELATIVE = re.compile(r"^(today[+-]\d+|\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})?$")
PERMITS = ["pool", "shed", "semi_detached_shed", "garage", "gazebo", "carport", "landscaping", "backfill", "shoreline"]
KINDS = ["pool", "arena", "library", "splash_pad", "court", "community_centre", "ecocentre"]
STREAMS = ["garbage", "recycling", "organics", "bulky", "leaves", "branches", "christmas_trees"]
DESTINATIONS = [
    "garbage",
    "recycling",
    "organics",
    "bulky",
    "branches",
    "ecocentre",
    "hazardous",
    "return_to_store",
    "donation",
]


def table(name):
    with open(DEMO / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name):
    return yaml.safe_load((DEMO / f"{name}.yml").read_text(encoding="utf-8"))


ADDRESSES = {f"{row['civic_number']}, {row['street']}": row for row in table("addresses")}
STREETS = {row["street"] for row in ADDRESSES.values()}
SECTORS = {row["code"] for row in table("sectors")}


def occurrences(rule):
    first = datetime.combine(rule["start"], datetime.min.time())
    last = datetime.combine(rule["until"], datetime.min.time())
    return {moment.date() for moment in rrulestr(rule["rrule"], dtstart=first).between(first, last, inc=True)}


def test_addresses_are_many_and_known_by_one_identifier():
    assert len(ADDRESSES) == len(table("addresses")) >= 140
    assert len({row["id"] for row in ADDRESSES.values()}) == len(ADDRESSES)
    assert len(STREETS) >= 30
    assert {row["sector"] for row in ADDRESSES.values()} == SECTORS
    assert {"rue des Érables", "avenue des Érables", "rue Saint-Jean", "rue Saint-Jean-Baptiste"} <= STREETS
    assert any(row["civic_number"].endswith("A") for row in ADDRESSES.values())
    assert all(45.4 < float(row["latitude"]) < 45.6 for row in ADDRESSES.values())
    assert all(-73.0 < float(row["longitude"]) < -72.8 for row in ADDRESSES.values())


def test_each_street_has_its_snow():
    rows = table("streets")
    assert {row["street"] for row in rows} == STREETS
    assert {"none", "planned", "in_progress", "cleared", "postponed"} == {row["snow_state"] for row in rows}
    dates = [row[key] for row in rows for key in ("planned_start", "planned_end") if row[key]]
    assert all(RELATIVE.match(text) for text in dates)


def test_each_sector_has_every_collection():
    rules = document("collections")["rules"]
    assert {(rule["sector"], rule["stream"]) for rule in rules} == {
        (code, name) for code in SECTORS for name in STREAMS
    }
    assert all(rule["start"] in occurrences(rule) for rule in rules)


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_organics_never_leave_a_hole_of_more_than_two_weeks(sector):
    rules = [r for r in document("collections")["rules"] if (r["sector"], r["stream"]) == (sector, "organics")]
    days = sorted(set().union(*map(occurrences, rules)))
    assert max(later - earlier for earlier, later in zip(days, days[1:], strict=False)) <= timedelta(days=14)


def test_each_exception_moves_a_real_collection_to_a_free_day():
    data = document("collections")
    for entry in data["exceptions"]:
        rules = [r for r in data["rules"] if (r["sector"], r["stream"]) == (entry["sector"], entry["stream"])]
        days = set().union(*map(occurrences, rules))
        assert entry["date"] in days, entry
        assert entry["moved_to"] not in days, entry


def test_no_collection_stays_on_a_day_when_trucks_do_not_run():
    data = document("collections")
    off = {(entry["sector"], entry["stream"], entry["date"]) for entry in data["exceptions"]}
    for rule in data["rules"]:
        for day in occurrences(rule):
            if (day.month, day.day) in ((12, 25), (1, 1), (6, 24), (7, 1)):
                assert (rule["sector"], rule["stream"], day) in off, (rule, day)


def test_the_sorting_guide_is_of_real_size_and_in_both_languages():
    rows = table("waste_items")
    assert len(rows) >= 150
    assert all(value.strip() for row in rows for value in row.values())
    assert {row["destination"] for row in rows} == set(DESTINATIONS)
    for key in ("id", "name_fr", "name_en"):
        assert max(Counter(row[key].lower() for row in rows).values()) == 1
    words = {word.lower() for row in rows for word in [row["name_fr"], *row["synonyms_fr"].split("|")]}
    asked = "vidanges,styromousse,cannes,pinte de lait,batteries,matelas,divan,micro-ondes,peinture,pneus,propane"
    assert set(f"{asked},néon,litière,couches,carton de pizza,cèdre".split(",")) <= words


def test_permits_facilities_and_duties_are_complete():
    permits = document("permits")
    assert [permit["permit_type"] for permit in permits] == PERMITS
    assert all(permit["documents_fr"] and permit["rules_fr"] for permit in permits)
    facilities = document("facilities")
    assert {facility["kind"] for facility in facilities} == set(KINDS)
    assert all(facility["address"] in ADDRESSES for facility in facilities)
    assert all(period["opens"] < period["closes"] for facility in facilities for period in facility["hours"])
    duties = {duty["year"]: [bracket["above"] for bracket in duty["brackets"]] for duty in document("transfer_duty")}
    assert duties[2025][:4] == ["0", "61500", "307800", "500000"]
    assert duties[2026][:4] == ["0", "62900", "315000", "500000"]


def test_roadworks_name_known_streets_and_sectors():
    events = document("roadworks")
    places = STREETS | set(ADDRESSES)
    assert len(events) >= 7
    for event in events:
        assert set(event["sectors"] or SECTORS) <= SECTORS
        assert {road[key] for road in event["roads"] for key in ("name", "from", "to")} <= places
        assert RELATIVE.match(str(event["starts"]))


def test_one_boil_water_notice_concerns_one_sector():
    notices = document("notices")
    urgent = [notice for notice in notices if notice["severity"] == "urgent"]
    assert [(notice["kind"], notice["sectors"]) for notice in urgent] == [("water", ["coteau"])]
    assert {notice["severity"] for notice in notices} == {"info", "warning", "urgent"}
    assert all(set(notice["sectors"] or SECTORS) <= SECTORS for notice in notices)


def test_services_cover_the_ticket_topics_and_the_profile_gives_each_a_code():
    tickets = {topic for topic, kind in topic_kinds().items() if kind == "ticket"}
    services = document("services")
    codes = load(ROOT / "cities" / "rivemont.yml").open311.services
    assert set(services) == tickets == set(codes)
    assert len(set(codes.values())) == len(tickets)
    kinds = {attribute["datatype"] for service in services.values() for attribute in service["attributes"]}
    assert kinds == {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}


@pytest.mark.parametrize("topic", document("services"))
def test_a_service_asks_well_formed_questions(topic):
    attributes = document("services")[topic]["attributes"]
    assert [attribute["order"] for attribute in attributes] == list(range(1, len(attributes) + 1))
    assert len({attribute["code"] for attribute in attributes}) == len(attributes)
    for attribute in attributes:
        keys = [value["key"] for value in attribute.get("values", [])]
        assert bool(keys) == attribute["datatype"].endswith("valuelist")
        assert len(set(keys)) == len(keys)
        assert attribute["variable"] or not attribute["required"]


def test_requests_are_about_known_topics_and_addresses():
    identifiers = {row["id"] for row in ADDRESSES.values()}
    rows = table("requests")
    assert len(rows) >= 12
    for row in rows:
        assert topic_kinds()[row["topic"]] == "ticket"
        assert row["address_id"] in identifiers
        assert row["status"] in ("open", "acknowledged", "started", "closed")
        assert RELATIVE.match(row["requested"])
        assert RELATIVE.match(row["updated"])


@pytest.mark.parametrize("name", [file.stem for file in sorted(DEMO.glob("*.yml"))])
def test_every_text_is_in_both_languages(name):
    def walk(value):
        if isinstance(value, dict):
            for key, item in value.items():
                if str(key).endswith("_fr"):
                    other = value[f"{key[:-3]}_en"]
                    assert (item is None) == (other is None), key
                    assert not isinstance(item, list) or len(item) == len(other), key
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(document(name))


def test_decisions_about_parking_are_around_the_day_of_loading():
    nights = document("parking_bans")["nights"]
    assert {night["banned"] for night in nights} == {True, False, None}
    assert "today+0" in {night["date"] for night in nights}
    assert not any(isinstance(night["date"], date) for night in nights)
