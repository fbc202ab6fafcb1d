"""The tables of the city, by theme."""

from .appointments import Appointment, AppointmentClosure, AppointmentRule
from .facilities import Facility, SpecialDay, SpecialHours, WeeklyHours
from .news import Notice, RoadEvent, RoadEventRoad
from .open311 import ApiKey, Attribute, AttributeValue, Service, ServiceRequest
from .parking import ParkingNight, ParkingSeason
from .places import Address, Sector, SnowState, Street
from .rules import DutyBracket, DutyYear, Permit
from .transit import Calendar, Feed, Route, ServiceDay, Stop, StopTime, TransitAlert, Trip
from .versions import DataVersion
from .waste import CollectionException, CollectionRule, Destination, Stream, WasteItem

__all__ = [
    "Address",
    "ApiKey",
    "Appointment",
    "AppointmentClosure",
    "AppointmentRule",
    "Attribute",
    "AttributeValue",
    "Calendar",
    "CollectionException",
    "CollectionRule",
    "DataVersion",
    "Destination",
    "DutyBracket",
    "DutyYear",
    "Facility",
    "Feed",
    "Notice",
    "ParkingNight",
    "ParkingSeason",
    "Permit",
    "RoadEvent",
    "RoadEventRoad",
    "Route",
    "Sector",
    "Service",
    "ServiceDay",
    "ServiceRequest",
    "SnowState",
    "SpecialDay",
    "SpecialHours",
    "Stop",
    "StopTime",
    "Stream",
    "Street",
    "TransitAlert",
    "Trip",
    "WasteItem",
    "WeeklyHours",
]
