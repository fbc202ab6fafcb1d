"""Takes in permits and transfer duty."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from city_api.models import DutyBracket, DutyYear, Permit

from .rows import checked, replace, unique
from .source import Entry, read_entries
from .values import flag, list_texts, texts


def permits(path: Path) -> int:
    """permits.yml. Replaces all permits."""
    return replace(Permit, unique([checked(entry, _permit(entry)) for entry in read_entries(path)], "permit_type"))


def _permit(entry: Entry) -> Permit:
    days = entry.get("processing_days", None)
    return Permit(
        permit_type=entry.need("permit_type"),
        required=bool(flag(entry, "required")),
        fee=decimal(entry, "fee"),
        processing_days=days,
        bylaw=entry.get("bylaw"),
        form_url=entry.get("form_url"),
        **texts(entry, "name"),
        **list_texts(entry, "documents", "rules"),
    )


def transfer_duty(path: Path) -> int:
    """transfer_duty.yml. Replaces all years."""
    entries = read_entries(path)
    years = unique([checked(entry, DutyYear(year=entry.need("year"))) for entry in entries], "year")
    brackets = [
        checked(bracket, DutyBracket(duty=year, above=decimal(bracket, "above"), rate=decimal(bracket, "rate")))
        for entry, year in years
        for bracket in entry.children("brackets")
    ]
    unique(brackets, "duty_id", "above")
    replace(DutyYear, years)
    return replace(DutyBracket, brackets)


def decimal(entry: Entry, name: str) -> Decimal | None:
    """An exact decimal, None when empty; raises IngestError."""
    value = entry.get(name)
    try:
        return Decimal(str(value)) if value != "" else None
    except InvalidOperation:
        raise entry.fail(f"{name} is not a number: {value}") from None
