"""Takes in a GTFS feed, in the place of the earlier one of the same name; all or nothing."""

import re
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from city_api.models import Calendar, Feed, Route, ServiceDay, Stop, StopTime, Trip
from city_api.search import versions

from .gtfs_files import FeedFiles, gtfs_date
from .gtfs_passages import Passages
from .gtfs_translations import Translations
from .source import Entry, IngestError

BATCH = 2000
DAY_COLUMNS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BOARDED = ("", "0", "1")  # location types that are a stop or a station


def import_feed(path: Path, slug: str) -> dict[str, int]:
    """Read a zip file under a short name; returns the number of rows by table. Raises IngestError."""
    with transaction.atomic(), versions.bulk("stops"):
        return _Import(FeedFiles(path), slug).run()


class _Import:
    """One import; each step keeps the keys that the next ones need."""

    def __init__(self, files: FeedFiles, slug: str):
        self.files = files
        self.slug = slug
        self.english = Translations(files, "en")

    def run(self) -> dict[str, int]:
        _forget(self.slug)
        self.feed = self._feed()
        stops, routes, calendars = self._stops(), self._routes(), self._calendars()
        trips = self._trips(routes, calendars)
        passages = Passages(self.files, trips, stops)
        Trip.objects.bulk_create(passages.trips, batch_size=BATCH)
        rows = passages.rows()
        StopTime.objects.bulk_create(rows, batch_size=BATCH)
        return {"stops": len(stops), "routes": len(routes), "trips": len(passages.trips), "stop_times": len(rows)}

    def _feed(self) -> Feed:
        entry = next(self.files.rows("agency.txt", "agency_name", "agency_timezone"), None)
        if entry is None:
            raise IngestError(self.files.path / "agency.txt", 1, "no agency")
        zone = entry.need("agency_timezone")
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, KeyError):
            raise entry.fail(f"agency_timezone is not a time zone: {zone}") from None
        return Feed.objects.create(slug=self.slug, agency=entry.need("agency_name"), timezone=zone)

    def _stops(self) -> dict[str, Stop]:
        entries = list(self.files.rows("stops.txt", "stop_id", "stop_name", "stop_lat", "stop_lon"))
        entries = [entry for entry in entries if entry.get("location_type") in BOARDED]
        stops: dict[str, Stop] = {}
        for children in (False, True):  # stations first, so that platforms can point at them
            wanted = [entry for entry in entries if bool(entry.get("parent_station")) is children]
            rows = {entry.need("stop_id"): self._stop(entry, stops) for entry in wanted}
            Stop.objects.bulk_create(rows.values(), batch_size=BATCH)
            stops |= rows
        return stops

    def _stop(self, entry: Entry, stations: dict[str, Stop]) -> Stop:
        key, name = entry.need("stop_id"), entry.need("stop_name")
        try:
            latitude, longitude = float(entry.need("stop_lat")), float(entry.need("stop_lon"))
        except ValueError:
            raise entry.fail("stop_lat or stop_lon is not a number") from None
        return Stop(
            public_id=f"{self.slug}:{re.sub(r'[^A-Za-z0-9._~-]', '-', key)}",
            feed=self.feed,
            stop_id=key,
            code=entry.get("stop_code"),
            name=name,
            name_en=self.english.of("stops", "stop_name", key, name),
            latitude=latitude,
            longitude=longitude,
            parent=stations.get(entry.get("parent_station")),
        )

    def _routes(self) -> dict[str, Route]:
        rows = {}
        for entry in self.files.rows("routes.txt", "route_id"):
            key, long_name = entry.need("route_id"), entry.get("route_long_name")
            name = entry.get("route_short_name") or long_name or key
            rows[key] = Route(feed=self.feed, route_id=key, name=name, long_name=long_name)
        Route.objects.bulk_create(rows.values(), batch_size=BATCH)
        return rows

    def _calendars(self) -> dict[str, Calendar]:
        days = self._service_days()
        rows = {key: Calendar(feed=self.feed, service_id=key) for key in days}
        Calendar.objects.bulk_create(rows.values(), batch_size=BATCH)
        running = [ServiceDay(calendar=rows[key], date=day) for key, dates in days.items() for day in sorted(dates)]
        ServiceDay.objects.bulk_create(running, batch_size=BATCH)
        everyday = [row.date for row in running]
        self.feed.first_day, self.feed.last_day = min(everyday, default=None), max(everyday, default=None)
        self.feed.save()
        return rows

    def _service_days(self) -> dict[str, set[date]]:
        days: dict[str, set[date]] = {}
        for entry in self.files.rows("calendar.txt", "service_id", "start_date", "end_date"):
            days.setdefault(entry.need("service_id"), set()).update(_weekly(entry))
        for entry in self.files.rows("calendar_dates.txt", "service_id", "date", "exception_type"):
            dates = days.setdefault(entry.need("service_id"), set())
            change = dates.add if entry.need("exception_type") == "1" else dates.discard
            change(gtfs_date(entry, "date"))
        return days

    def _trips(self, routes: dict[str, Route], calendars: dict[str, Calendar]) -> dict[str, Trip]:
        rows = {}
        for entry in self.files.rows("trips.txt", "route_id", "service_id", "trip_id"):
            key, headsign = entry.need("trip_id"), entry.get("trip_headsign")
            route, calendar = routes.get(entry.need("route_id")), calendars.get(entry.need("service_id"))
            if route is None or calendar is None:
                raise entry.fail("route_id or service_id is not in the feed")
            english = self.english.of("trips", "trip_headsign", key, headsign)
            rows[key] = Trip(route=route, calendar=calendar, trip_id=key, headsign=headsign, headsign_en=english)
        return rows


def _weekly(entry: Entry) -> set[date]:
    first, last = gtfs_date(entry, "start_date"), gtfs_date(entry, "end_date")
    running = {number for number, name in enumerate(DAY_COLUMNS) if entry.get(name) == "1"}
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return {day for day in days if day.weekday() in running}


def _forget(slug: str) -> None:
    """Delete the earlier feed table by table, which is much faster than by cascade."""
    StopTime.objects.filter(trip__route__feed=slug).delete()
    Trip.objects.filter(route__feed=slug).delete()
    ServiceDay.objects.filter(calendar__feed=slug).delete()
    Feed.objects.filter(pk=slug).delete()
