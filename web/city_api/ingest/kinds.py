"""Every kind of file that can be taken in, by the name of the demonstration's file; all or nothing."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from . import facilities, news, open311, places, rules, waste, winter

# In the order that references need: sectors before what lies in them, addresses before requests.
KINDS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "sectors": ("sectors.csv", places.sectors),
    "streets": ("streets.csv", places.streets),
    "addresses": ("addresses.csv", places.addresses),
    "collections": ("collections.yml", waste.collections),
    "waste_items": ("waste_items.csv", waste.items),
    "permits": ("permits.yml", rules.permits),
    "transfer_duty": ("transfer_duty.yml", rules.transfer_duty),
    "facilities": ("facilities.yml", facilities.facilities),
    "roadworks": ("roadworks.yml", news.roadworks),
    "notices": ("notices.yml", news.notices),
    "parking_bans": ("parking_bans.yml", winter.parking_bans),
    "appointments": ("appointments.yml", facilities.appointments),
    "services": ("services.yml", open311.services),
    "requests": ("requests.csv", open311.requests),
}


def take_in(kind: str, path: Path) -> int:
    """Take one file in, wholly or not at all; returns the number of rows. Raises IngestError."""
    with transaction.atomic():
        return KINDS[kind][1](Path(path))
