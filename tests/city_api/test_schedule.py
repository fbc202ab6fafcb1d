"""Recurrence rules, compared with an independent expansion."""

from datetime import date, timedelta

import pytest
import recurring_ical_events
from city_api.models import CollectionRule, Sector
from city_api.schedule import pickups
from icalendar import Calendar

RULES = [
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR",
    "FREQ=WEEKLY;INTERVAL=3",
    "FREQ=MONTHLY;BYDAY=1WE",
    "FREQ=MONTHLY;BYDAY=-1SA",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=10,11;BYDAY=TH",
    "FREQ=WEEKLY;COUNT=5;BYDAY=SU",
    "FREQ=DAILY;INTERVAL=10",
    "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261201T000000Z",
]


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES)
def test_days(rule):
    start, first, last = date(2026, 1, 7), date(2026, 2, 1), date(2027, 6, 30)
    Sector.objects.create(code="s", name_fr="s")
    CollectionRule.objects.create(sector_id="s", stream="garbage", start=start, rrule=rule)
    text = (
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260107\nRRULE:{rule}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    events = recurring_ical_events.of(Calendar.from_ical(text)).between(first, last + timedelta(days=1))
    assert [row.date for row in pickups("s", first, last)] == sorted(event.start for event in events)


@pytest.mark.django_db
def test_two_rules_on_the_same_day_make_one_collection():
    Sector.objects.create(code="s", name_fr="s")
    for _ in range(2):
        CollectionRule.objects.create(sector_id="s", stream="garbage", start=date(2026, 1, 7), rrule="FREQ=WEEKLY")
    assert len(pickups("s", date(2026, 1, 7), date(2026, 1, 13))) == 1
