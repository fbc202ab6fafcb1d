"""What the other processes ask of a loaded profile."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Toronto"))


@pytest.mark.parametrize(
    ("topic", "code"), [("report_pothole", "P-1"), ("report_graffiti", "Z-9"), ("report_other", "Z-9")]
)
def test_service_code_falls_back_on_report_other(city, topic, code):
    assert city().service_code(topic) == code


def test_a_code_not_given_yet_falls_back_too(city):
    assert city({"open311.services.report_pothole": "[à compléter]"}).service_code("report_pothole") == "Z-9"


def test_local_text_by_topic_and_language(city):
    topics = city({"topics.local": {"tax_due_dates": {"fr": "Le 2 mars.", "en": "March 2."}}}).topics
    assert topics.local_text("tax_due_dates", "en") == "March 2."
    assert topics.local_text("tax_sale", "en") is None


def test_the_profile_answers_for_its_office(city):
    profile = city({"desk.hours": {"sat": "10:00-12:00"}})
    assert profile.is_open(MONDAY) is True
    assert profile.desk.hours.is_open(MONDAY) is False
    assert profile.next_opening(MONDAY) == MONDAY.replace(hour=13)
    assert profile.working_hours_after(MONDAY, 4) == MONDAY.replace(hour=14)
