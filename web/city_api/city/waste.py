"""The sorting guide."""

from city_api import params
from city_api.models.base import local
from city_api.search import waste


def search(request, lang) -> list[dict]:
    """GET waste-items."""
    query = params.text(request, "q", required=True)
    items = waste.search(query, params.integer(request, "limit", 5, 1, 20))
    return [
        {
            "id": item.pk,
            "name": local(item, "name", lang),
            "destination": item.destination,
            "instructions": local(item, "instructions", lang),
        }
        for item in items
    ]
