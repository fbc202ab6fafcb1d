"""Stops around a point."""

import math

from city_api.models import Stop

RADII = (400, 1200, 5000)  # metres: the first that holds stops is enough
METRES_PER_DEGREE = 111_320


def stops(latitude: float, longitude: float, limit: int) -> list[Stop]:
    """The nearest stops within 5 km, nearest first."""
    for radius in RADII:
        rows = _within(latitude, longitude, radius)
        if rows:
            return sorted(rows, key=lambda row: distance(latitude, longitude, row))[:limit]
    return []


def distance(latitude: float, longitude: float, stop: Stop) -> float:
    """Metres to a stop; flat-earth geometry is right to a metre at this range."""
    east = (stop.longitude - longitude) * METRES_PER_DEGREE * math.cos(math.radians(latitude))
    north = (stop.latitude - latitude) * METRES_PER_DEGREE
    return math.hypot(east, north)


def _within(latitude: float, longitude: float, radius: float) -> list[Stop]:
    high = radius / METRES_PER_DEGREE
    wide = high / max(math.cos(math.radians(latitude)), 0.01)
    box = Stop.objects.filter(
        latitude__range=(latitude - high, latitude + high), longitude__range=(longitude - wide, longitude + wide)
    )
    return [row for row in box if distance(latitude, longitude, row) <= radius]
