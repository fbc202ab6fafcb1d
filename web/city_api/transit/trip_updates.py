"""What the real-time feed says of trips, merged into scheduled departures."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from google.transit.gtfs_realtime_pb2 import FeedMessage, TripDescriptor, TripUpdate

from city_api.models import StopTime

CANCELLED = {TripDescriptor.CANCELED}
SKIPPED, NO_DATA = TripUpdate.StopTimeUpdate.SKIPPED, TripUpdate.StopTimeUpdate.NO_DATA
NEAR = timedelta(hours=12)  # an update without a date is of the run nearest to now


@dataclass(frozen=True)
class StopUpdate:
    """News of one stop of a trip; `delay` in seconds or `time` as an instant, or neither."""

    sequence: int
    relationship: int
    delay: int | None
    time: datetime | None


class News:
    """Trip updates by trip and start date (`YYYYMMDD`, or empty when the feed gives none)."""

    def __init__(self, messages: list[FeedMessage]):
        self.messages = messages  # held, so that no later message can take the identity of one of them
        self.trips: dict[tuple[str, str], TripUpdate] = {}
        for message in messages:
            for entity in message.entity:
                if entity.HasField("trip_update"):
                    trip = entity.trip_update.trip
                    self.trips[trip.trip_id, trip.start_date] = entity.trip_update

    def apply(self, departure) -> None:
        """Set `expected` and `cancelled` of a Departure from what the feed says of its trip."""
        update = self._update(departure)
        if update is None:
            return
        if update.trip.schedule_relationship in CANCELLED:
            departure.cancelled = True
            return
        news = _latest(_sequenced(update, departure.passage), departure.passage.sequence)
        if news is None:
            departure.expected = _shifted(departure, update.delay if update.HasField("delay") else None)
        elif news.relationship == SKIPPED and news.sequence == departure.passage.sequence:
            departure.cancelled = True
        elif news.relationship not in (NO_DATA, SKIPPED):
            departure.expected = _expected(departure, news)

    def _update(self, departure) -> TripUpdate | None:
        trip_id = departure.passage.trip.trip_id
        dated = self.trips.get((trip_id, f"{departure.day:%Y%m%d}"))
        undated = self.trips.get((trip_id, ""))
        if dated or undated is None:
            return dated
        return undated if abs(departure.scheduled - datetime.now(timezone.utc)) < NEAR else None


def _sequenced(update: TripUpdate, passage: StopTime) -> list[StopUpdate]:
    """The updates in order of the trip; a feed that names stops only has their place looked up."""
    places = {}
    if any(not row.HasField("stop_sequence") for row in update.stop_time_update):
        rows = StopTime.objects.filter(trip=passage.trip_id).order_by("-sequence")
        places = dict(rows.values_list("stop__stop_id", "sequence"))
    found = []
    for row in update.stop_time_update:
        sequence = row.stop_sequence if row.HasField("stop_sequence") else places.get(row.stop_id)
        if sequence is not None:
            event = row.departure if row.HasField("departure") else row.arrival
            delay = event.delay if event.HasField("delay") else None
            at = datetime.fromtimestamp(event.time, timezone.utc) if event.HasField("time") else None
            found.append(StopUpdate(sequence, row.schedule_relationship, delay, at))
    return sorted(found, key=lambda news: news.sequence)


def _latest(updates: list[StopUpdate], sequence: int) -> StopUpdate | None:
    """The update of this stop, else the last one before it: a delay lasts until the feed says otherwise."""
    before = [news for news in updates if news.sequence <= sequence]
    known = [news for news in before if news.relationship != SKIPPED or news.sequence == sequence]
    return known[-1] if known else None


def _expected(departure, news: StopUpdate) -> datetime | None:
    if news.time and news.sequence == departure.passage.sequence:
        return news.time
    if news.delay is None and news.time:
        return _shifted(departure, _delay_there(departure, news))
    return _shifted(departure, news.delay)


def _delay_there(departure, news: StopUpdate) -> float | None:
    """The delay at an earlier stop of which the feed gives only the time."""
    rows = StopTime.objects.filter(trip=departure.passage.trip_id, sequence=news.sequence)
    planned = rows.values_list("departure", flat=True).first()
    if planned is None:
        return None
    there = departure.scheduled - timedelta(seconds=departure.passage.departure - planned)
    return (news.time - there).total_seconds()


def _shifted(departure, delay: float | None) -> datetime | None:
    return None if delay is None else departure.scheduled + timedelta(seconds=delay)
