"""Next departures of a stop, from the timetable and the real-time feed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from city_api import clock
from city_api.models import Feed, Stop, StopTime
from city_api.problems import Problem

from . import realtime, service_day

DAYS_AHEAD = 7
LATE = timedelta(hours=1)  # a vehicle may be this late and still be shown
SPARE = 20


@dataclass
class Departure:
    """A passage of a trip on a day; `expected` is None without real-time news of it."""

    passage: StopTime
    day: date
    scheduled: datetime
    expected: datetime | None = None
    cancelled: bool = False

    @property
    def moment(self) -> datetime:
        """When it leaves, as far as known."""
        return self.expected or self.scheduled


def departures(stop: Stop, after: datetime, limit: int, route: str, lang: str) -> list[dict]:
    """The next departures as the API answers them, over a week at most.

    Raises Problem 503 when the feed has expired by that moment, or begins only later.
    """
    zone = ZoneInfo(stop.feed.timezone)
    today = after.astimezone(zone).date()
    passages = _passages(stop, route)
    news = realtime.current()
    found: list[Departure] = []
    for offset in range(-1, DAYS_AHEAD + 1):
        if len(found) >= limit and offset > 0:
            break
        found += _of_day(passages, today + timedelta(days=offset), after, zone, limit, news)
    if not found:
        _check_coverage(stop.feed, today)
    found.sort(key=lambda departure: departure.moment)
    return [_present(departure, lang) for departure in found[:limit]]


def _passages(stop: Stop, route: str) -> QuerySet:
    here = [stop.pk, *stop.platforms.values_list("pk", flat=True)]
    rows = StopTime.objects.filter(stop__in=here, boarding=True).select_related("trip__route")
    if route:
        rows = rows.filter(Q(trip__route__name__iexact=route) | Q(trip__route__route_id=route))
    return rows.order_by("departure")


def _of_day(passages: QuerySet, day: date, after: datetime, zone: ZoneInfo, limit: int, news) -> list[Departure]:
    """Departures of a service day at or after a moment; a late vehicle counts by its expected time."""
    early = after - LATE if news.trips else after
    rows = passages.filter(trip__calendar__days__date=day, departure__gte=max(service_day.seconds(day, early, zone), 0))
    found = []
    for row in rows[: limit + (SPARE if news.trips else 0)]:
        departure = Departure(row, day, service_day.moment(day, row.departure, zone))
        news.apply(departure)
        if departure.moment >= after.replace(microsecond=0):
            found.append(departure)
    return found


def _check_coverage(feed: Feed, today: date) -> None:
    """An empty answer is true only while the timetable covers the day. Raises Problem 503."""
    if feed.last_day is None or today > feed.last_day:
        last = feed.last_day.isoformat() if feed.last_day else "-"
        detail = _("The timetable of %(agency)s ended on %(day)s.") % {"agency": feed.agency, "day": last}
        raise Problem(503, detail, "feed-expired")
    if today < feed.first_day:
        detail = _("The timetable of %(agency)s begins on %(day)s.")
        raise Problem(503, detail % {"agency": feed.agency, "day": feed.first_day.isoformat()}, "feed-not-started")


def _present(departure: Departure, lang: str) -> dict:
    trip = departure.passage.trip
    translated = trip.headsign_en if lang == "en" and not departure.passage.headsign else ""
    return {
        "route": trip.route.name,
        "headsign": translated or departure.passage.headsign or trip.headsign,
        "scheduled": clock.iso(departure.scheduled),
        "expected": clock.iso(departure.expected),
        "cancelled": departure.cancelled,
    }
