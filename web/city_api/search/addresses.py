"""Finds civic addresses: the street may be misspelt, the civic number never."""

import re
from collections import defaultdict

from guichet_web.profile import city_profile

from city_api.models import Address

from .query import readings
from .streets import StreetIndex
from .text import fold, tokens
from .versions import Cached
from .words import word_set

PROVINCE = word_set("qc quebec pq canada ca ville city")


class AddressIndex:
    """All addresses of the city in memory. `rows` are dicts as the API answers, with `civic` and `street`."""

    def __init__(self, rows: list[dict], city: str = ""):
        names = sorted({row["street"] for row in rows})
        numbers = {name: number for number, name in enumerate(names)}
        self._streets = StreetIndex(names)
        self._ignorable = PROVINCE | set(tokens(fold(city)))
        self._by_civic = [defaultdict(list) for _ in names]
        self._by_street = [[] for _ in names]
        for row in sorted(rows, key=lambda row: natural(row["civic"])):
            street = numbers[row["street"]]
            self._by_civic[street][civic_key(row["civic"])].append(row)
            self._by_street[street].append(row)

    def search(self, query: str, limit: int = 5) -> list[dict]:
        """Addresses that match, best first; [] for an unknown civic number, an unknown street or no street at all."""
        best, best_rows = (0.0, False), []
        for reading in readings(query[:200], self._ignorable):
            found = self._streets.find(reading.street)
            rows = self._rows(found, reading.civic)
            rank = (found[0][1] if found else 0.0, bool(rows))  # of two readings as good, the one that exists
            if rank > best:
                best, best_rows = rank, rows
        return [{key: row[key] for key in PUBLIC} for row in best_rows[:limit]]

    def _rows(self, found: list[tuple[int, float]], civic: str | None) -> list[dict]:
        if civic is None:
            return [row for street, _ in found for row in self._by_street[street]]
        return [row for street, _ in found for row in self._by_civic[street].get(civic_key(civic), ())]


PUBLIC = ("id", "label", "sector", "latitude", "longitude")


def civic_key(civic: str) -> str:
    """A civic number as it is compared: `145 A` and `145a` are the same."""
    return re.sub(r"[^a-z0-9-]", "", fold(civic))


def natural(civic: str) -> tuple[int, str]:
    """Sorts 9 before 10 before 10A."""
    digits = re.match(r"\d+", civic)
    return (int(digits.group()) if digits else 0, civic)


def _build() -> AddressIndex:
    columns = ("id", "civic_number", "street__name", "sector_id", "latitude", "longitude")
    rows = [
        {
            "id": key,
            "label": f"{civic}, {street}",
            "sector": sector,
            "latitude": latitude,
            "longitude": longitude,
            "civic": civic,
            "street": street,
        }
        for key, civic, street, sector, latitude, longitude in Address.objects.order_by().values_list(*columns)
    ]
    return AddressIndex(rows, city_profile().name)


_index = Cached("addresses", _build)


def search(query: str, limit: int = 5) -> list[dict]:
    """Addresses as the API answers them, best first."""
    return _index.get().search(query, limit)
