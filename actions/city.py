"""The only way to the city: typed calls of shared contracts/city-api.yaml.

Every method may raise a CityError (see city_errors.py).
"""
from __future__ import annotations

import os
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import ValidationError, parse_obj_as

from actions import city_types as t
from actions import settings
from actions.city_errors import CityNonsense
from actions.city_http import CityHttp
from cities.current import current

T = TypeVar("T")
CITY = "/city/v1"
OPEN311 = "/open311/v2"


class City:
    """Typed access to one city API."""

    def __init__(self, http: CityHttp, jurisdiction: str | None = None) -> None:
        self.http, self.jurisdiction = http, jurisdiction

    async def addresses(self, query: str, limit: int = 5) -> list[t.Address]:
        """Addresses that match what a citizen typed, best first."""
        return typed(list[t.Address], await self.http.get(f"{CITY}/addresses", q=query[:200], limit=limit))

    async def collections(self, address_id: str, first: date, last: date, lang: str) -> list[t.Collection]:
        """Pick-ups between two days, in order."""
        path = f"{CITY}/addresses/{_id(address_id)}/collections"
        return typed(list[t.Collection], await self.http.get(path, **{"from": first, "to": last, "lang": lang}))

    async def snow(self, address_id: str) -> t.Snow:
        """Snow removal at an address."""
        return typed(t.Snow, await self.http.get(f"{CITY}/addresses/{_id(address_id)}/snow"))

    async def waste_items(self, query: str, lang: str, limit: int = 5) -> list[t.WasteItem]:
        """Sorting guide, best first."""
        answer = await self.http.get(f"{CITY}/waste-items", q=query[:200], lang=lang, limit=limit)
        return typed(list[t.WasteItem], answer)

    async def parking_ban(self, evening: date, lang: str) -> t.ParkingBan:
        """Parking ban of the night that begins on a day."""
        return typed(t.ParkingBan, await self.http.get(f"{CITY}/parking-ban", date=evening, lang=lang))

    async def roadworks(self, road: str | None = None, lang: str = "fr") -> list[t.Roadwork]:
        """Active road events, on a road when one is named (a server may ignore the name)."""
        answer = await self.http.get(f"{CITY}/roadworks/events", status="ACTIVE", road_name=road, lang=lang)
        events = answer.get("events") if isinstance(answer, dict) else None
        return [e for e in typed(list[t.Roadwork], events) if e.status in (None, "ACTIVE")]

    async def notices(self, lang: str, kind: str | None = None, address_id: str | None = None) -> list[t.Notice]:
        """Notices in force now, the gravest first."""
        answer = await self.http.get(f"{CITY}/notices", lang=lang, kind=kind, address_id=address_id)
        return typed(list[t.Notice], answer)

    async def transfer_duty(self, day: date | None = None) -> t.TransferDuty:
        """Brackets in force."""
        return typed(t.TransferDuty, await self.http.get(f"{CITY}/transfer-duty", date=day))

    async def permit(self, permit_type: str, lang: str) -> t.Permit:
        """What a project takes; NotFound when the city does not regulate it."""
        return typed(t.Permit, await self.http.get(f"{CITY}/permits/{_id(permit_type)}", lang=lang))

    async def facilities(self, kind: str | None = None, query: str | None = None) -> list[t.Facility]:
        """Facilities of a kind or that match a name."""
        return typed(list[t.Facility], await self.http.get(f"{CITY}/facilities", kind=kind, q=query))

    async def hours(self, facility_id: str, day: date, lang: str) -> list[t.OpenPeriod]:
        """Openings of a day and the six that follow."""
        path = f"{CITY}/facilities/{_id(facility_id)}/hours"
        return typed(list[t.OpenPeriod], await self.http.get(path, date=day, lang=lang))

    async def stops(self, query: str | None = None, lat: float | None = None, lon: float | None = None) -> list[t.Stop]:
        """Stops by name or code, or near a point."""
        return typed(list[t.Stop], await self.http.get(f"{CITY}/transit/stops", q=query, lat=lat, lon=lon))

    async def departures(
        self, stop_id: str, route: str | None = None, after: datetime | None = None, limit: int = 3
    ) -> list[t.Departure]:
        """Next departures of a stop."""
        moment = after.isoformat() if after else None
        path = f"{CITY}/transit/stops/{_id(stop_id)}/departures"
        return typed(list[t.Departure], await self.http.get(path, route=route, after=moment, limit=limit))

    async def transit_alerts(self, lang: str, route: str | None = None) -> list[t.TransitAlert]:
        """Disruptions, of a route when one is named."""
        return typed(list[t.TransitAlert], await self.http.get(f"{CITY}/transit/alerts", route=route, lang=lang))

    async def slots(self, service: str, first: date, last: date) -> list[t.Slot]:
        """Free appointments of a service."""
        path = f"{CITY}/appointments/slots"
        return typed(list[t.Slot], await self.http.get(path, service=service, **{"from": first, "to": last}))

    async def book(self, key: str, body: dict[str, Any]) -> t.Appointment:
        """Books a slot; Conflict when it has just been taken."""
        return typed(t.Appointment, await self.http.post(f"{CITY}/appointments", key, json=body))

    async def attributes(self, code: str, lang: str = "fr") -> list[t.Attribute]:
        """Attributes of a service that has some, in their order; [] otherwise.

        `lang` is not of Open311: servers that do not know it ignore it.
        """
        services = typed(list[t.Service], await self._open311("services"))
        if not any(s.service_code == code and s.metadata for s in services):
            return []
        answer = await self._open311(f"services/{_id(code)}", lang=lang)
        definition = answer[0] if isinstance(answer, list) and answer else answer
        found = definition.get("attributes") if isinstance(definition, dict) else None
        return sorted(typed(list[t.Attribute], found or []), key=lambda a: a.order)

    async def requests(self, code: str) -> list[t.ServiceRequest]:
        """Open requests of a service, of the last 90 days."""
        return typed(list[t.ServiceRequest], await self._open311("requests", service_code=code, status="open"))

    async def request(self, number: str) -> t.ServiceRequest | None:
        """A request by its number; None when there is no answer for it."""
        found = typed(list[t.ServiceRequest], await self._open311(f"requests/{_id(number)}"))
        return found[0] if found else None

    async def token(self, token: str) -> t.ServiceRequest | None:
        """What became of a token."""
        found = typed(list[t.ServiceRequest], await self._open311(f"tokens/{_id(token)}"))
        return found[0] if found else None

    async def _open311(self, resource: str, **query: Any) -> Any:
        return await self.http.get(f"{OPEN311}/{resource}.json", jurisdiction_id=self.jurisdiction, **query)


def _id(text: str) -> str:
    """An id of the city as one part of a path, whatever is in it."""
    return quote(text, safe="")


def typed(kind: type[T], answer: Any) -> T:
    """The answer as the contract has it. Raises CityNonsense."""
    try:
        return parse_obj_as(kind, answer)
    except ValidationError as error:
        raise CityNonsense from error


@cache
def city() -> City:
    """The client of this process."""
    http = CityHttp(settings.city_api_url(), os.environ.get("CITY_API_KEY", ""))
    return City(http, current().open311.jurisdiction_id)
