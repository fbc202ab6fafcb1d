"""Civic addresses, and the snow of an address's street."""

from city_api import clock, params
from city_api.models import Address
from city_api.search import addresses

from .resource import found


def search(request, lang) -> list[dict]:
    """GET addresses."""
    query = params.text(request, "q", required=True)
    return addresses.search(query, params.integer(request, "limit", 5, 1, 20))


def find(address_id: str) -> Address:
    """The address of an identifier, with its street; raises Problem 404."""
    return found(Address.objects.select_related("street").filter(pk=address_id).first())


def snow(request, lang, address_id: str) -> dict:
    """GET addresses/{id}/snow."""
    street = find(address_id).street
    return {
        "street": street.name,
        "state": street.snow_state,
        "sidewalk": street.sidewalk_state or None,
        "planned_start": clock.iso(street.planned_start),
        "planned_end": clock.iso(street.planned_end),
        "updated_at": clock.iso(street.snow_updated_at),
    }
