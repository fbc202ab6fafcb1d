"""Takes in a sector's collections from an iCalendar file; all or nothing."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import translation
from icalendar import Calendar, Event

from city_api import clock
from city_api.models import CollectionException, CollectionRule, Sector, Stream
from city_api.search.text import fold

from .rows import checked
from .source import Entry, IngestError


def import_collections(path: Path, sector: str, names: dict[str, str]) -> int:
    """Replace the rules and exceptions of a sector for the streams that the file holds.

    `names` maps a folded word of an event's summary or category to a stream, beside the streams' own names.
    Returns the number of rows. Raises IngestError.
    """
    if not Sector.objects.filter(pk=sector).exists():
        raise IngestError(path, None, f"sector is not known: {sector}")
    words = _stream_names() | {fold(word): stream for word, stream in names.items()}
    rows = [row for entry, event in _events(path) for row in _rows(entry, event, sector, words)]
    streams = {row.stream for row in rows}
    with transaction.atomic():
        for model in (CollectionRule, CollectionException):
            model.objects.filter(sector=sector, stream__in=streams).delete()
            model.objects.bulk_create([row for row in rows if isinstance(row, model)])
    return len(rows)


def _events(path: Path) -> Iterator[tuple[Entry, Event]]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        calendars = Calendar.from_ical(text, multiple=True)
    except OSError as error:
        raise IngestError(path, None, error.strerror or "cannot be read") from error
    except (ValueError, IndexError) as error:
        raise IngestError(path, None, f"not iCalendar: {error}") from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == "BEGIN:VEVENT"]
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not events:
        raise IngestError(path, None, "no event")
    for line, event in zip(lines, events, strict=False):
        entry = Entry(path, line, {})
        if event.errors or "DTSTART" not in event:
            raise entry.fail(f"the event cannot be read: {event.errors or 'no DTSTART'}")
        yield entry, event


def _rows(entry: Entry, event: Event, sector: str, words: dict[str, str]) -> list:
    place = {"sector_id": sector, "stream": _stream(entry, event, words)}
    if "RECURRENCE-ID" in event:
        return _override(entry, event, place)
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return []
    start = _day(event.decoded("DTSTART"))
    rrule, until = _recurrence(event)
    rows = [checked(entry, CollectionRule(start=start, rrule=rrule, until=until, **place))[1]]
    rows += [CollectionRule(start=day, rrule="", **place) for day in _dates(event, "RDATE")]
    return rows + [CollectionException(date=day, **place) for day in _dates(event, "EXDATE")]


def _override(entry: Entry, event: Event, place: dict) -> list[CollectionException]:
    """An occurrence that was changed by hand: moved, or cancelled."""
    regular, moved = _day(event.decoded("RECURRENCE-ID")), _day(event.decoded("DTSTART"))
    cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if moved == regular and not cancelled:
        return []
    note = str(event.get("DESCRIPTION", ""))[:300]
    row = CollectionException(date=regular, moved_to=None if cancelled else moved, note_fr=note, **place)
    return [checked(entry, row)[1]]


def _recurrence(event: Event) -> tuple[str, date | None]:
    """The rule without its end, and its end; blank and None for a single day."""
    rule = event.get("RRULE")
    if rule is None:
        return "", None
    until = rule.get("UNTIL", [None])[0]
    text = re.sub(r";?UNTIL=[^;]*", "", rule.to_ical().decode()).strip(";")
    return text, _day(until) if until else None


def _dates(event: Event, name: str) -> list[date]:
    value = event.get(name, [])
    lists = value if isinstance(value, list) else [value]
    return [_day(item.dt) for group in lists for item in group.dts]


def _day(value: date | datetime) -> date:
    """The day in the city of a date, or of a moment with a zone."""
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(clock.zone()) if value.tzinfo else value).date()


def _stream(entry: Entry, event: Event, words: dict[str, str]) -> str:
    categories = event.get("CATEGORIES")
    groups = categories if isinstance(categories, list) else [categories] if categories else []
    texts = [str(category) for group in groups for category in group.cats] + [str(event.get("SUMMARY", ""))]
    said = fold(" ".join(texts))
    found = {stream for word, stream in words.items() if re.search(rf"\b{re.escape(word)}\b", said)}
    if len(found) != 1:
        raise entry.fail(f"one stream expected in: {' '.join(texts)}")
    return found.pop()


def _stream_names() -> dict[str, str]:
    """Each stream by its key and by its name in both languages."""
    names = {}
    for language in ("fr", "en"):
        with translation.override(language):
            names |= {fold(str(stream.label)): stream.value for stream in Stream}
    return names | {stream.value: stream.value for stream in Stream}
