"""Checks rows as the admin would, without a query each, and writes them in bulk."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models

from .source import Entry

Pair = tuple[Entry, models.Model]


def checked(entry: Entry, row: models.Model) -> Pair:
    """The row, once its columns hold what they may; raises IngestError naming column and reason."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    try:
        row.clean_fields(exclude=relations)
        row.clean()
    except ValidationError as error:
        raise entry.fail(_reasons(error)) from error
    return entry, row


def _reasons(error: ValidationError) -> str:
    """What is wrong, column by column, or with the row as a whole."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())


def unique(pairs: Iterable[Pair], *columns: str) -> list[Pair]:
    """The pairs, once no two of them share these columns; raises IngestError."""
    seen: dict[tuple, int] = {}
    kept = []
    for entry, row in pairs:
        key = tuple(getattr(row, column) for column in columns)
        if key in seen:
            raise entry.fail(f"same {', '.join(columns)} as line {seen[key]}: {', '.join(map(str, key))}")
        seen[key] = entry.line
        kept.append((entry, row))
    return kept


def replace(model: type[models.Model], pairs: Iterable[Pair]) -> int:
    """Put these rows in the place of all those of the model; returns their number."""
    rows = [row for _, row in pairs]
    model.objects.all().delete()
    model.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def upsert(model: type[models.Model], pairs: Iterable[Pair], key: str, columns: list[str]) -> int:
    """Write these rows, changing only `columns` of those that are there; returns their number."""
    rows = [row for _, row in pairs]
    model.objects.bulk_create(rows, batch_size=500, update_conflicts=True, unique_fields=[key], update_fields=columns)
    return len(rows)


def known(entry: Entry, name: str, values: set[str], required: bool = True) -> str | None:
    """A value that must be one of the known ones; raises IngestError."""
    value = entry.need(name) if required else entry.get(name)
    if value == "":
        return None
    if value not in values:
        raise entry.fail(f"{name} is not known: {value}")
    return value
