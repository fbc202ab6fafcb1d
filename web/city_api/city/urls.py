"""Addresses of city information."""

from django.urls import path

from . import addresses, appointments, collections, facilities, notices, parking, roadworks, rules, transit, waste
from .resource import resource

urlpatterns = [
    path("addresses", resource(GET=addresses.search)),
    path("addresses/<str:address_id>/collections", resource(GET=collections.listing)),
    path("addresses/<str:address_id>/collections.ics", resource(GET=collections.subscription)),
    path("addresses/<str:address_id>/snow", resource(GET=addresses.snow)),
    path("waste-items", resource(GET=waste.search)),
    path("parking-ban", resource(GET=parking.ban)),
    path("roadworks/events", resource(GET=roadworks.events)),
    path("roadworks/events/<str:event_id>", resource(GET=roadworks.event)),
    path("notices", resource(GET=notices.listing)),
    path("transfer-duty", resource(GET=rules.transfer_duty)),
    path("permits/<str:permit_type>", resource(GET=rules.permit)),
    path("facilities", resource(GET=facilities.listing)),
    path("facilities/<str:facility_id>/hours", resource(GET=facilities.hours)),
    path("transit/stops", resource(GET=transit.stops)),
    path("transit/stops/<str:stop_id>/departures", resource(GET=transit.departures)),
    path("transit/alerts", resource(GET=transit.alerts)),
    path("appointments/slots", resource(GET=appointments.free_slots)),
    path("appointments", resource(POST=appointments.book)),
]
