"""The passages of each trip: order, times left blank, last stops, trips that repeat at a headway."""

from collections import defaultdict
from dataclasses import dataclass, replace

from city_api.models import Stop, StopTime, Trip

from .gtfs_files import FeedFiles, gtfs_time
from .source import IngestError

NO_PICKUP = "1"


@dataclass(frozen=True)
class Passage:
    """A row of stop_times.txt; `departure` in seconds is None where the feed leaves it blank."""

    sequence: int
    departure: int | None
    stop: Stop
    headsign: str
    boarding: bool


class Passages:
    """Reads stop_times.txt and frequencies.txt. `trips` are the trips to write; then `rows()` their passages."""

    def __init__(self, files: FeedFiles, trips: dict[str, Trip], stops: dict[str, Stop]):
        self._by_trip = _read(files, trips, stops)
        self._runs: list[tuple[Trip, list[Passage]]] = []
        starts = _headways(files, trips)
        for key, passages in self._by_trip.items():
            passages.sort(key=lambda passage: passage.sequence)
            timed = _interpolated(files, key, passages)
            self._runs += _runs(_named(trips[key], timed), timed, starts.get(key))
        self.trips = [trip for trip, _ in self._runs]

    def rows(self) -> list[StopTime]:
        """The passages as rows; nobody boards at the last stop of a trip."""
        return [
            StopTime(
                trip=trip,
                stop=passage.stop,
                departure=passage.departure,
                sequence=passage.sequence,
                headsign=passage.headsign,
                boarding=passage.boarding and passage is not passages[-1],
            )
            for trip, passages in self._runs
            for passage in passages
        ]


def _read(files: FeedFiles, trips: dict[str, Trip], stops: dict[str, Stop]) -> dict[str, list[Passage]]:
    found = defaultdict(list)
    for entry in files.rows("stop_times.txt", "trip_id", "departure_time", "stop_id", "stop_sequence"):
        if not entry.get("stop_id"):  # a zone served on demand has no stop
            continue
        key, stop = entry.need("trip_id"), stops.get(entry.get("stop_id"))
        if key not in trips or stop is None:
            raise entry.fail("trip_id or stop_id is not in the feed")
        departure = gtfs_time(entry, "departure_time")
        if departure is None:
            departure = gtfs_time(entry, "arrival_time")
        try:
            sequence = int(entry.need("stop_sequence"))
        except ValueError:
            raise entry.fail("stop_sequence is not a number") from None
        boarding = entry.get("pickup_type") != NO_PICKUP
        found[key].append(Passage(sequence, departure, stop, entry.get("stop_headsign"), boarding))
    return found


def _interpolated(files: FeedFiles, trip: str, passages: list[Passage]) -> list[Passage]:
    """Fill blank times evenly between those that are given. Raises IngestError when an end of the trip has none."""
    if all(passage.departure is not None for passage in passages):
        return passages
    timed = [index for index, passage in enumerate(passages) if passage.departure is not None]
    if not timed or timed[0] != 0 or timed[-1] != len(passages) - 1:
        raise IngestError(files.path / "stop_times.txt", None, f"trip {trip} has no time at its first or last stop")
    filled = list(passages)
    for before, after in zip(timed, timed[1:], strict=False):
        start, end = passages[before].departure, passages[after].departure
        for index in range(before + 1, after):
            share = (index - before) / (after - before)
            filled[index] = replace(passages[index], departure=round(start + (end - start) * share))
    return filled


def _named(trip: Trip, passages: list[Passage]) -> Trip:
    """A trip without a headsign goes to its last stop."""
    if not trip.headsign:
        trip.headsign = passages[-1].stop.name
        trip.headsign_en = passages[-1].stop.name_en
    return trip


def _headways(files: FeedFiles, trips: dict[str, Trip]) -> dict[str, list[int]]:
    """The departures from the first stop of trips that repeat."""
    starts = defaultdict(list)
    for entry in files.rows("frequencies.txt", "trip_id", "start_time", "end_time", "headway_secs"):
        first, last = gtfs_time(entry, "start_time"), gtfs_time(entry, "end_time")
        try:
            step = int(entry.need("headway_secs"))
        except ValueError:
            step = 0
        if entry.need("trip_id") not in trips or None in (first, last) or step <= 0:
            raise entry.fail("trip_id, start_time, end_time or headway_secs cannot be used")
        starts[entry.need("trip_id")] += range(first, last, step)
    return starts


def _runs(trip: Trip, passages: list[Passage], starts: list[int] | None) -> list[tuple[Trip, list[Passage]]]:
    if not starts:
        return [(trip, passages)]
    runs = []
    for start in starts:
        shift = start - passages[0].departure
        copy = Trip(
            route=trip.route,
            calendar=trip.calendar,
            trip_id=trip.trip_id,
            headsign=trip.headsign,
            headsign_en=trip.headsign_en,
        )
        runs.append((copy, [replace(passage, departure=passage.departure + shift) for passage in passages]))
    return runs
