"""Makes a small valid GTFS feed, and the alerts beside it, for the days around a given day.

build(path, today)          writes a zip: routes, stops, trips of three kinds of days, holidays, translations
build_alerts(path, today)   writes a GTFS-Realtime message: one detour
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import yaml
from google.transit import gtfs_realtime_pb2

NETWORK = Path(__file__).with_name("network.yml")
ZONE = "America/Toronto"
BEFORE, AFTER = timedelta(days=7), timedelta(days=120)
RUNS_ON = {"weekday": "1111100", "saturday": "0000010", "sunday": "0000001"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same day gives the same bytes

Row = Mapping[str, object]


def build(path: Path, today: date) -> None:
    """Write a GTFS zip valid from a week before `today` to 120 days after it."""
    network = _network()
    tables = {
        "agency": [{**network["agency"], "agency_timezone": ZONE}],
        "stops": list(_stops(network)),
        "routes": [_route(route) for route in network["routes"]],
        "trips": [trip for trip, _ in _trips(network)],
        "stop_times": [row for _, rows in _trips(network) for row in rows],
        "calendar": [_calendar(service, today) for service in network["services"]],
        "calendar_dates": list(_holidays(today)),
        "feed_info": [_feed_info(network, today)],
        "translations": list(_translations(network)),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.txt", _STAMP), _csv(rows), zipfile.ZIP_DEFLATED)


def build_alerts(path: Path, today: date) -> None:
    """Write the network's alerts as a GTFS-Realtime protocol buffer, dated around `today`."""
    message = gtfs_realtime_pb2.FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    message.header.timestamp = _seconds(today)
    for entry in _network()["alerts"]:
        _add_alert(message, entry, today)
    Path(path).write_bytes(message.SerializeToString())


def _network() -> dict:
    return yaml.safe_load(NETWORK.read_text(encoding="utf-8"))


def _stops(network: dict) -> Iterator[Row]:
    for location_type, key in ((1, "stations"), (0, "stops")):
        for stop in network[key]:
            given = {name: value for name, value in stop.items() if name != "name_en"}
            yield {"parent_station": "", **given, "location_type": location_type, "wheelchair_boarding": 1}


def _route(route: dict) -> Row:
    return {
        "route_id": route["route_id"],
        "agency_id": "RTR",
        "route_short_name": route["route_id"],
        "route_long_name": route["route_long_name"],
        "route_type": 3,
        "route_color": route["route_color"],
        "route_text_color": "FFFFFF",
    }


def _trips(network: dict) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each trip with its stop times."""
    for route in network["routes"]:
        for direction, pattern in enumerate(route["patterns"]):
            for service, ranges in pattern["departures"].items():
                for minute in _departures(ranges):
                    trip = {
                        "route_id": route["route_id"],
                        "service_id": service,
                        "trip_id": f"{route['route_id']}-{direction}-{service}-{minute:04d}",
                        "trip_headsign": pattern["headsign"],
                        "direction_id": direction,
                    }
                    yield trip, list(_stop_times(trip["trip_id"], pattern, minute))


def _departures(ranges: list[dict]) -> Iterator[int]:
    """Yield minutes since midnight, past 1,440 after it."""
    for part in ranges:
        yield from range(_minutes(part["from"]), _minutes(part["to"]) + 1, part["every"])


def _stop_times(trip_id: str, pattern: dict, start: int) -> Iterator[Row]:
    last = len(pattern["stops"]) - 1
    for sequence, (stop, offset) in enumerate(zip(pattern["stops"], pattern["minutes"], strict=True)):
        at = f"{(start + offset) // 60:02d}:{(start + offset) % 60:02d}:00"
        yield {
            "trip_id": trip_id,
            "arrival_time": at,
            "departure_time": at,
            "stop_id": stop,
            "stop_sequence": sequence + 1,
            "pickup_type": 1 if sequence == last else 0,
            "drop_off_type": 1 if sequence == 0 else 0,
        }


def _calendar(service: str, today: date) -> Row:
    runs = dict(zip(_DAYS, RUNS_ON[service], strict=True))
    return {"service_id": service, **runs, "start_date": _day(today - BEFORE), "end_date": _day(today + AFTER)}


def _holidays(today: date) -> Iterator[Row]:
    """On a holiday of Québec the Sunday service replaces that of the day."""
    first, last = today - BEFORE, today + AFTER
    for day in sorted(holidays.country_holidays("CA", subdiv="QC", years=(first.year, last.year))):
        if first <= day <= last and day.weekday() != 6:
            usual = "saturday" if day.weekday() == 5 else "weekday"
            yield {"service_id": usual, "date": _day(day), "exception_type": 2}
            yield {"service_id": "sunday", "date": _day(day), "exception_type": 1}


def _feed_info(network: dict, today: date) -> Row:
    return {
        "feed_publisher_name": network["agency"]["agency_name"],
        "feed_publisher_url": network["agency"]["agency_url"],
        "feed_lang": "fr",
        "feed_start_date": _day(today - BEFORE),
        "feed_end_date": _day(today + AFTER),
        "feed_version": today.isoformat(),
    }


def _translations(network: dict) -> Iterator[Row]:
    names = {stop["stop_name"]: stop["name_en"] for stop in network["stations"] + network["stops"] if "name_en" in stop}
    patterns = [pattern for route in network["routes"] for pattern in route["patterns"]]
    headsigns = {pattern["headsign"]: pattern["headsign_en"] for pattern in patterns}
    for table, field, texts in (("stops", "stop_name", names), ("trips", "trip_headsign", headsigns)):
        for text, english in texts.items():
            yield {
                "table_name": table,
                "field_name": field,
                "language": "en",
                "translation": english,
                "field_value": text,
            }


def _add_alert(message: gtfs_realtime_pb2.FeedMessage, entry: dict, today: date) -> None:
    entity = message.entity.add(id=entry["id"])
    alert = entity.alert
    first, last = (today + timedelta(days=entry[key]) for key in ("first_day", "last_day"))
    alert.active_period.add(start=_seconds(first), end=_seconds(last + timedelta(days=1)))
    alert.informed_entity.add(route_id=entry["route_id"])
    alert.informed_entity.add(stop_id=entry["stop_id"])
    alert.cause = gtfs_realtime_pb2.Alert.Cause.Value(entry["cause"])
    alert.effect = gtfs_realtime_pb2.Alert.Effect.Value(entry["effect"])
    for texts, key in ((alert.header_text, "header"), (alert.description_text, "text")):
        texts.translation.add(text=entry[key], language="fr")
        texts.translation.add(text=entry[f"{key}_en"], language="en")


def _csv(rows: list[Row]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["service_id", "date", "exception_type"]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=ZoneInfo(ZONE)).timestamp())
