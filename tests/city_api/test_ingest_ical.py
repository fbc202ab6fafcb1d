"""Collections from an iCalendar file, compared with an independent reading of the same file."""

from datetime import date, timedelta

import pytest
import recurring_ical_events
from city_api.ingest.ical import import_collections
from city_api.ingest.source import IngestError
from city_api.models import CollectionRule
from city_api.schedule import pickups
from icalendar import Calendar

pytestmark = pytest.mark.usefixtures("city")
EVENTS = """BEGIN:VEVENT
UID:1
SUMMARY:Collecte des ordures
DTSTART;VALUE=DATE:20260901
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261231
EXDATE;VALUE=DATE:20260929,20261013
RDATE;VALUE=DATE:20261002
END:VEVENT
BEGIN:VEVENT
UID:1
RECURRENCE-ID;VALUE=DATE:20261110
SUMMARY:Collecte des ordures
DESCRIPTION:Jour du Souvenir
DTSTART;VALUE=DATE:20261112
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Bac bleu
CATEGORIES:recycling
DTSTART;TZID=America/Toronto:20261028T070000
RRULE:FREQ=WEEKLY;COUNT=4
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Sapins de Noël
DTSTART:20270109T030000Z
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:Feuilles
STATUS:CANCELLED
DTSTART;VALUE=DATE:20261105
END:VEVENT
"""


@pytest.fixture
def ical(tmp_path):
    def write(events: str = EVENTS):
        path = tmp_path / "collectes.ics"
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//T//T//FR\n{events}END:VCALENDAR\n"
        path.write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
        return path

    return write


def test_days_are_those_that_another_library_reads(ical):
    path = ical()
    import_collections(path, "sud", {})
    first, last = date(2026, 9, 1), date(2026, 12, 31)
    ours = [row.date for row in pickups("sud", first, last)]
    events = recurring_ical_events.of(Calendar.from_ical(path.read_bytes())).between(first, last + timedelta(days=1))
    theirs = [event.start if type(event.start) is date else event.start.date() for event in events]
    cancelled = date(2026, 11, 5)
    assert ours == sorted(set(theirs) - {cancelled})


def test_streams_notes_and_zones(ical):
    import_collections(ical(), "sud", {})
    rows = {row.date: row for row in pickups("sud", date(2026, 9, 1), date(2027, 1, 31))}
    assert rows[date(2026, 11, 12)].note("fr") == "Jour du Souvenir"
    assert rows[date(2026, 10, 28)].stream == "recycling"
    assert rows[date(2027, 1, 8)].stream == "christmas_trees"  # 3:00 UTC on the 9th is the evening of the 8th


def test_only_the_sector_and_the_streams_of_the_file_are_replaced(ical):
    import_collections(ical(), "nord", {})
    streams = set(CollectionRule.objects.filter(sector="nord").values_list("stream", flat=True))
    assert streams == {"garbage", "recycling", "christmas_trees", "organics", "bulky"}
    assert CollectionRule.objects.filter(sector="nord", stream="garbage").count() == 2
    assert CollectionRule.objects.filter(sector="sud").count() == 1


def test_a_citys_own_word_for_a_stream(ical):
    events = "BEGIN:VEVENT\nUID:1\nSUMMARY:Bac noir\nDTSTART;VALUE=DATE:20261103\nEND:VEVENT\n"
    with pytest.raises(IngestError, match=r"collectes.ics:4: one stream expected in: Bac noir"):
        import_collections(ical(events), "sud", {})
    assert import_collections(ical(events), "sud", {"bac noir": "garbage"}) == 1


WRONG = [
    ("", "no event"),
    ("BEGIN:VEVENT\nUID:1\nSUMMARY:Ordures\nEND:VEVENT\n", "collectes.ics:4: the event cannot be read"),
    ("BEGIN:VEVENT\nSUMMARY:Ordures\nDTSTART;VALUE=DATE:2026\nEND:VEVENT\n", "collectes.ics:4"),
    ("BEGIN:VEVENT\nSUMMARY:Ordures et recyclage\nDTSTART;VALUE=DATE:20261103\nEND:VEVENT\n", "one stream expected"),
]


@pytest.mark.parametrize(("events", "message"), WRONG)
def test_errors(ical, events, message):
    with pytest.raises(IngestError, match=message):
        import_collections(ical(events), "sud", {})
    assert CollectionRule.objects.count() == 4


def test_unknown_sector_and_no_calendar(ical, tmp_path):
    with pytest.raises(IngestError, match="sector is not known"):
        import_collections(ical(), "ouest", {})
    path = tmp_path / "x.ics"
    path.write_text("hello")
    with pytest.raises(IngestError):
        import_collections(path, "sud", {})
    with pytest.raises(IngestError, match="No such file"):
        import_collections(tmp_path / "absent.ics", "sud", {})
