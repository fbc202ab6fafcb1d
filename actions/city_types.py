"""Typed answers of the city API (shared contracts/city-api.yaml), read strictly; but a city may add values to its lists."""
from __future__ import annotations

import logging
import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field, root_validator, validator

from cities.current import current

CLOCK = r"^([01]?\d|2[0-3]):[0-5]\d$|^24:00$"
OTHER = "other"   # what a value that the contract does not have is read as; data/dialogue/phrases.yml has words for it
STREAMS = {"garbage", "recycling", "organics", "bulky", "leaves", "branches", "christmas_trees"}
DESTINATIONS = {"garbage", "recycling", "organics", "bulky", "branches", "ecocentre", "hazardous", "return_to_store",
                "donation"}
SNOW_STATES = {"none", "planned", "in_progress", "cleared", "postponed"}

logger = logging.getLogger(__name__)


def _listed(field: str, known: set[str]) -> Any:
    """A validator: the value when the contract has it, else OTHER."""
    def check(cls: type, value: str | None) -> str | None:
        if value is None or value in known or value == OTHER:
            return value
        note_unknown(f"{cls.__name__.lower()} {field}", value if re.fullmatch(r"[a-z_]{1,30}", value) else "(a text)")
        return OTHER

    return validator(field, allow_reuse=True)(check)


@lru_cache(maxsize=200)
def note_unknown(field: str, value: str) -> None:
    """Tells operators once."""
    logger.warning("city API: %s %s is not in the contract", field, value)


class Answer(BaseModel):
    """An object of the contract; fields that it adds are ignored."""

    class Config:
        """Pydantic settings."""

        extra = "ignore"
        frozen = True

    @root_validator(skip_on_failure=True)
    def _in_the_citys_zone(cls, values: dict[str, Any]) -> dict[str, Any]:
        naive = {k: v for k, v in values.items() if isinstance(v, datetime) and v.tzinfo is None}
        return {**values, **{k: v.replace(tzinfo=current().timezone) for k, v in naive.items()}}


class Address(Answer):
    """A civic address."""

    id: str
    label: str
    sector: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Collection(Answer):
    """A pick-up on a day."""

    date: date
    stream: str
    note: str | None = None

    _stream = _listed("stream", STREAMS)


class WasteItem(Answer):
    """An entry of the sorting guide."""

    id: str
    name: str
    destination: str
    instructions: str

    _destination = _listed("destination", DESTINATIONS)


class Snow(Answer):
    """Snow removal of a street."""

    street: str
    state: str
    sidewalk: str | None = None
    planned_start: datetime | None = None
    planned_end: datetime | None = None
    updated_at: datetime

    _state = _listed("state", SNOW_STATES)
    _sidewalk = _listed("sidewalk", SNOW_STATES)


class ParkingBan(Answer):
    """Overnight parking; `banned` is None when not decided yet."""

    date: date
    banned: bool | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    decided_at: datetime | None = None
    note: str | None = None


class DutyBracket(Answer):
    """Percent of the part of a price above a bound, up to the next bound."""

    above: Decimal = Field(ge=0)
    rate: Decimal


class TransferDuty(Answer):
    """Brackets in force in a year."""

    year: int
    brackets: list[DutyBracket] = Field(min_items=1)


class Permit(Answer):
    """What a project takes."""

    permit_type: str
    name: str
    required: bool
    fee: Decimal | None = None
    processing_days: int | None = None
    documents: list[str]
    rules: list[str]
    bylaw: str | None = None
    form_url: str | None = None


class Facility(Answer):
    """A place of recreation or an ecocentre."""

    id: str
    name: str
    kind: str
    address: str | None = None


class OpenPeriod(Answer):
    """An opening of a facility, hours as HH:MM."""

    date: date
    opens: str = Field(regex=CLOCK)
    closes: str = Field(regex=CLOCK)
    activity: str | None = None
    audience: str | None = None


class Stop(Answer):
    """A stop of public transit."""

    id: str
    name: str
    code: str | None = None


class Departure(Answer):
    """A departure; `expected` comes from real time."""

    route: str
    headsign: str
    scheduled: datetime
    expected: datetime | None = None
    cancelled: bool = False


class TransitAlert(Answer):
    """A disruption."""

    route: str | None = None
    header: str
    text: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


class Notice(Answer):
    """What the city wants everybody concerned to know now."""

    id: str
    kind: str
    severity: str
    title: str
    text: str
    sectors: list[str] | None = None
    starts_at: datetime
    ends_at: datetime | None = None


class Slot(Answer):
    """A free appointment."""

    id: str
    starts_at: datetime
    ends_at: datetime
    place: str | None = None


class Appointment(Answer):
    """A booked appointment."""

    id: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str | None = None


class Roadwork(Answer):
    """The parts of an Open511 event that a citizen needs."""

    id: str
    headline: str
    description: str | None = None
    event_type: str | None = None
    status: str | None = None
    roads: list[dict[str, Any]] = Field(default_factory=list)
    schedules: Any = None
    schedule: Any = None
    detour: str | None = None

    @validator("roads", pre=True)
    def _none(cls, value: Any) -> Any:
        return value or []


class AttributeValue(Answer):
    """A choice of a list attribute."""

    key: str
    name: str


class Attribute(Answer):
    """An Open311 service attribute."""

    code: str
    datatype: str = "string"
    required: bool = False
    variable: bool = True
    order: int = 0
    description: str = ""
    datatype_description: str | None = None
    values: list[AttributeValue] = Field(default_factory=list)

    @validator("required", "variable", pre=True)
    def _boolean(cls, value: Any) -> Any:   # some servers send "true" as text
        return value.lower() == "true" if isinstance(value, str) else value

    @validator("values", "description", "order", "required", "variable", pre=True)
    def _absent(cls, value: Any, field: Any) -> Any:
        return field.get_default() if value is None else value


class Service(Answer):
    """An Open311 service."""

    service_code: str
    service_name: str
    metadata: bool = False
    type: str = "realtime"


class ServiceRequest(Answer):
    """An Open311 request as anyone may read it."""

    service_request_id: str | None = None
    token: str | None = None
    service_notice: str | None = None
    status: str | None = None
    status_notes: str | None = None
    service_name: str | None = None
    service_code: str | None = None
    description: str | None = None
    agency_responsible: str | None = None
    requested_datetime: datetime | None = None
    updated_datetime: datetime | None = None
    expected_datetime: datetime | None = None
    address: str | None = None
    lat: float | None = None
    long: float | None = None

    @validator("lat", "long", "requested_datetime", "updated_datetime", "expected_datetime", pre=True)
    def _empty(cls, value: Any) -> Any:
        return value or None
