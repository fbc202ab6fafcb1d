"""Writes collection days as an iCalendar file (RFC 5545)."""

from datetime import timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cities.profile import Profile
from city_api.models import Address, Stream
from city_api.schedule import Pickup


def calendar(address: Address, pickups: list[Pickup], lang: str, profile: Profile) -> bytes:
    """A calendar of whole days. A moved collection keeps its identifier, so that a phone moves it too."""
    host = profile.open311.jurisdiction_id or "city.invalid"
    file = Calendar()
    file.add("prodid", f"-//Guichet//{host}//{lang.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Collections at %(address)s") % {"address": address.label})
    file.add("x-wr-timezone", str(profile.timezone))
    file.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", "P1D")
    head, end, _rest = file.to_ical().partition(b"END:VCALENDAR")
    return head + _events(tuple(pickups), address.sector_id, lang, host) + end + b"\r\n"


@lru_cache(maxsize=64)
def _events(pickups: tuple[Pickup, ...], sector: str | None, lang: str, host: str) -> bytes:
    """All events; kept, for every address of a sector has the same."""
    return b"".join(_event(pickup, sector, lang, host).to_ical() for pickup in pickups)


def _event(pickup: Pickup, sector: str | None, lang: str, host: str) -> Event:
    event = Event()
    event.add("uid", f"{pickup.regular_date:%Y%m%d}-{pickup.stream}-{sector}@{host}")
    event.add("dtstamp", pickup.updated_at)
    event.add("dtstart", pickup.date)
    event.add("dtend", pickup.date + timedelta(days=1))
    event.add("summary", _("Collection: %(stream)s") % {"stream": Stream(pickup.stream).label})
    event.add("transp", "TRANSPARENT")
    note = pickup.note(lang)
    if note:
        event.add("description", note)
    return event
