"""Takes in collection rules, their exceptions, and the sorting guide."""

from pathlib import Path

from city_api.models import CollectionException, CollectionRule, Sector, WasteItem
from city_api.search import versions

from .rows import checked, known, replace, unique
from .source import Entry, read_csv, read_mapping
from .values import day, texts

ITEM_COLUMNS = ["id", "name_fr", "name_en", "destination", "instructions_fr", "instructions_en"]


def collections(path: Path) -> int:
    """collections.yml: `rules` and `exceptions`. Replaces both."""
    root = read_mapping(path)
    sectors = set(Sector.objects.values_list("pk", flat=True))
    rules = [checked(entry, _rule(entry, sectors)) for entry in root.children("rules")]
    exceptions = [checked(entry, _exception(entry, sectors)) for entry in root.children("exceptions")]
    unique(exceptions, "sector_id", "stream", "date")
    return replace(CollectionRule, rules) + replace(CollectionException, exceptions)


def _rule(entry: Entry, sectors: set[str]) -> CollectionRule:
    return CollectionRule(
        sector_id=known(entry, "sector", sectors),
        stream=entry.need("stream"),
        start=day(entry, "start"),
        rrule=entry.get("rrule"),
        until=day(entry, "until", required=False),
    )


def _exception(entry: Entry, sectors: set[str]) -> CollectionException:
    return CollectionException(
        sector_id=known(entry, "sector", sectors, required=False),
        stream=entry.need("stream"),
        date=day(entry, "date"),
        moved_to=day(entry, "moved_to", required=False),
        **texts(entry, "note"),
    )


def items(path: Path) -> int:
    """waste_items.csv, synonyms separated by `|`. Replaces the sorting guide."""
    entries = read_csv(path, ITEM_COLUMNS)
    pairs = unique([checked(entry, _item(entry)) for entry in entries], "id")
    with versions.bulk("waste"):
        return replace(WasteItem, pairs)


def _item(entry: Entry) -> WasteItem:
    columns = texts(entry, "name", "instructions", "synonyms")
    return WasteItem(id=entry.need("id"), destination=entry.need("destination"), **columns)
