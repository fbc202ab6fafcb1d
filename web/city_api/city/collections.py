"""Collection days of an address, as JSON and as a calendar to subscribe to."""

from datetime import timedelta

from django.http import HttpResponse
from guichet_web.profile import city_profile

from city_api import clock, params
from city_api.schedule import Pickup, pickups

from .addresses import find
from .calendar_file import calendar

AHEAD = 28
LONGEST = 400
SUBSCRIBED_BEFORE, SUBSCRIBED_AFTER = timedelta(days=28), timedelta(days=365)


def listing(request, lang, address_id: str) -> list[dict]:
    """GET addresses/{id}/collections."""
    address = find(address_id)
    first, last = params.span(request, AHEAD, LONGEST)
    return [_present(pickup, lang) for pickup in pickups(address.sector_id, first, last)]


def _present(pickup: Pickup, lang: str) -> dict:
    return {"date": pickup.date.isoformat(), "stream": pickup.stream, "note": pickup.note(lang)}


def subscription(request, lang, address_id: str) -> HttpResponse:
    """GET addresses/{id}/collections.ics: from four weeks ago to a year ahead."""
    address = find(address_id)
    today = clock.today()
    found = pickups(address.sector_id, today - SUBSCRIBED_BEFORE, today + SUBSCRIBED_AFTER)
    body = calendar(address, found, lang, city_profile())
    headers = {"Content-Disposition": 'inline; filename="collections.ics"', "Cache-Control": "max-age=3600"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
