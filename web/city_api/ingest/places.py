"""Takes in sectors, streets with their snow, and addresses."""

from pathlib import Path

from city_api.models import Address, Sector, Street
from city_api.search import versions

from .rows import checked, known, replace, unique, upsert
from .source import read_csv
from .values import moment, number, texts


def sectors(path: Path) -> int:
    """sectors.csv: code,name_fr,name_en. Sectors that the file leaves out stay."""
    entries = read_csv(path, ["code", "name_fr", "name_en"])
    pairs = [checked(entry, Sector(code=entry.need("code"), **texts(entry, "name"))) for entry in entries]
    return upsert(Sector, unique(pairs, "code"), "code", ["name_fr", "name_en"])


def streets(path: Path) -> int:
    """streets.csv: street,snow_state,sidewalk_state,planned_start,planned_end. Other streets stay as they are."""
    entries = read_csv(path, ["street", "snow_state", "sidewalk_state", "planned_start", "planned_end"])
    pairs = unique([checked(entry, _street(entry)) for entry in entries], "name")
    columns = ["snow_state", "sidewalk_state", "planned_start", "planned_end", "snow_updated_at"]
    with versions.bulk("addresses"):
        return upsert(Street, pairs, "name", columns)


def _street(entry) -> Street:
    return Street(
        name=entry.need("street"),
        snow_state=entry.need("snow_state"),
        sidewalk_state=entry.get("sidewalk_state"),
        planned_start=moment(entry, "planned_start", required=False),
        planned_end=moment(entry, "planned_end", required=False),
    )


def addresses(path: Path) -> int:
    """addresses.csv: id,civic_number,street,postal_code,sector,latitude,longitude. Replaces all addresses."""
    columns = ["id", "civic_number", "street", "postal_code", "sector", "latitude", "longitude"]
    entries = list(read_csv(path, columns))
    names = dict.fromkeys(entry.need("street") for entry in entries)
    Street.objects.bulk_create([Street(name=name) for name in names], ignore_conflicts=True, batch_size=500)
    by_name = dict(Street.objects.values_list("name", "pk"))
    codes = set(Sector.objects.values_list("pk", flat=True))
    pairs = unique([checked(entry, _address(entry, by_name, codes)) for entry in entries], "id")
    with versions.bulk("addresses"):
        return replace(Address, pairs)


def _address(entry, streets: dict[str, int], sectors: set[str]) -> Address:
    latitude, longitude = number(entry, "latitude"), number(entry, "longitude")
    if not (-90 <= (latitude or 0) <= 90 and -180 <= (longitude or 0) <= 180):
        raise entry.fail("latitude or longitude is out of bounds")
    return Address(
        id=entry.need("id"),
        civic_number=entry.need("civic_number"),
        street_id=streets[entry.need("street")],
        postal_code=entry.get("postal_code"),
        sector_id=known(entry, "sector", sectors, required=False),
        latitude=latitude,
        longitude=longitude,
    )
