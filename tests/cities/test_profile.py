"""Loading a profile: every wrong one stops with one line that names file and key; the six of the repository load."""

from datetime import time
from pathlib import Path

import pytest

from cities.profile import PLACEHOLDER, ProfileError, load

LEVIS_DAY = (time(7, 30), time(17, 30))
CITIES = Path(__file__).resolve().parents[2] / "cities"
REQUIRED = [
    *("name", "timezone", "languages", "languages.default", "languages.english", "contact", "contact.service"),
    *("contact.phone", "contact.email", "contact.office", "contact.hours", "desk", "desk.hours"),
    *("desk.longest_wait_minutes", "topics", "open311", "open311.jurisdiction_id", "open311.services"),
    *("open311.services.report_other", "service_levels", "departments", "ombudsman", "privacy", "privacy.officer"),
    *("privacy.officer.name", "privacy.officer.email", "privacy.keep_days", "privacy.keep_days.conversation"),
    *("privacy.keep_days.request_copy", "privacy.keep_days.rating"),
]
WRONG = {
    "unknown topic switched off": ("topics.off", ["snow_statu"], "did you mean snow_status?"),
    "unknown topic in links": ("topics.links", {"taxes": "https://valbourg.example"}, "unknown topic 'taxes'"),
    "unknown topic in local": ("topics.local", {"dogs": {"fr": "Oui.", "en": "Yes."}}, "unknown topic 'dogs'"),
    "unknown topic in services": ("open311.services", {"report_other": "Z", "report_hole": "P"}, "report_pothole"),
    "unknown topic in service levels": ("service_levels", {"potholes": {}}, "unknown topic"),
    "unknown topic in departments": ("departments", {"potholes": "Voirie"}, "unknown topic"),
    "topics off as one word": ("topics.off", "paratransit", "[paratransit]"),
    "time zone that does not exist": ("timezone", "America/Valbourg", "America/Toronto"),
    "time zone with a path": ("timezone", "../etc/passwd", "America/Toronto"),
    "hours without end": ("contact.hours", {"mon": "08:30"}, "08:00-16:30"),
    "hours that end before they begin": ("contact.hours", {"mon": "16:30-08:30"}, "closes before it opens"),
    "hours past midnight": ("contact.hours", {"mon": "08:30-25:00"}, "is not an opening period"),
    "hours that overlap": ("contact.hours", {"mon": "08:00-12:00, 11:00-16:00"}, "closes before it opens"),
    "hours as a number": ("contact.hours", {"mon": 8}, "is not an opening period"),
    "hours of a day in French": ("contact.hours", {"lundi": "08:00-16:00"}, "mon, tue, wed"),
    "hours as a text": ("contact.hours", "8 à 5", "must be a mapping"),
    "desk hours that are neither": ("desk.hours", "always", "must be a mapping"),
    "closures that are not days": ("contact.closures", ["Noël"], "2026-12-24"),
    "link without https": ("topics.links", {"tax_due_dates": "valbourg.example/taxes"}, "https://"),
    "link with a blank": ("topics.links", {"tax_due_dates": "https://valbourg.example/nos taxes"}, "https://"),
    "link with broken brackets": ("topics.links", {"tax_due_dates": "https://[valbourg"}, "https://"),
    "ombudsman's page": ("ombudsman", {"name": "Ombudsman", "phone": "1", "url": "ftp://x.example"}, "https://"),
    "ombudsman as a text": ("ombudsman", "Ombudsman", "must be a mapping"),
    "English policy": ("languages.english", "yes please", "bilingual, attested, emergency"),
    "default language": ("languages.default", "en", "write one of: fr"),
    "e-mail address": ("contact.email", "valbourg.example", "name@city.example"),
    "phone as a number": ("contact.phone", 8195550144, "between quotes"),
    "empty name": ("name", " ", "must be a text"),
    "name not given yet": ("name", PLACEHOLDER, "write the city's name"),
    "section as a list": ("contact", ["phone"], "must be a mapping"),
    "empty section": ("privacy", None, "write its value"),
    "service code as a number": ("open311.services.report_pothole", 12, "between quotes"),
    "code of last resort not given yet": ("open311.services.report_other", PLACEHOLDER, "report_other"),
    "wait below zero": ("desk.longest_wait_minutes", -1, "above zero"),
    "wait as a text": ("desk.longest_wait_minutes", "ten", "above zero"),
    "wait as yes": ("desk.longest_wait_minutes", True, "above zero"),
    "days kept of zero": ("privacy.keep_days.rating", 0, "above zero"),
    "service level with a unit": ("service_levels.report_pothole.resolved", "80 h", "above zero"),
    "service level with an unknown step": ("service_levels.report_pothole", {"fixed": 3}, "acknowledged, started"),
    "local text in one language": (
        "topics.local",
        {"tax_due_dates": {"fr": "Le 2 mars."}},
        "due_dates.en: missing",
    ),
}


def test_a_correct_profile_is_read(city):
    profile = city()
    assert profile.name == "Valbourg"
    assert profile.timezone.key == "America/Toronto"
    assert (profile.languages.default, profile.languages.english) == ("fr", "attested")
    assert profile.contact.phone == "819 555-0144"
    assert profile.topics.off == {"paratransit"}
    assert profile.topics.links == {"tax_due_dates": "https://valbourg.example/taxes"}
    assert profile.service_levels["report_pothole"].resolved == 80
    assert profile.service_levels["report_pothole"].started is None
    assert profile.departments == {"report_pothole": "Voirie"}
    assert profile.ombudsman is None
    assert profile.privacy.keep_days == {"conversation": 30, "request_copy": 60, "rating": 90}


@pytest.mark.parametrize("key", REQUIRED)
def test_a_missing_key_is_named_in_one_line(city, key):
    with pytest.raises(ProfileError) as refusal:
        city(without=key)
    line = str(refusal.value)
    assert "\n" not in line
    assert f"valbourg.yml: {key}: missing; " in line


@pytest.mark.parametrize(("key", "value", "hint"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_named_in_one_line(city, key, value, hint):
    with pytest.raises(ProfileError) as refusal:
        city({key: value})
    line = str(refusal.value)
    assert "\n" not in line
    assert f"valbourg.yml: {key}" in line
    assert hint in line


def test_what_is_not_given_yet_is_never_said(city):
    marks = {
        **dict.fromkeys(["contact.service", "contact.phone", "contact.email", "contact.office"], PLACEHOLDER),
        **dict.fromkeys(["open311.jurisdiction_id", "privacy.officer.name"], "[à compléter : voir le greffe]"),
        "departments": {"report_pothole": PLACEHOLDER},
        "topics.local": {"tax_due_dates": {"fr": "Le 2 mars.", "en": PLACEHOLDER}},
        "ombudsman": {"name": PLACEHOLDER, "phone": PLACEHOLDER, "url": PLACEHOLDER},
        "mascot": {"name": PLACEHOLDER, "colours": ["vert", PLACEHOLDER]},
    }
    profile = city(marks)
    contact = profile.contact
    assert [contact.service, contact.phone, contact.email, contact.office] == [None] * 4
    assert profile.open311.jurisdiction_id is None
    assert profile.privacy.officer_name is None
    assert profile.departments == {}
    assert profile.topics.local_text("tax_due_dates", "fr") == "Le 2 mars."
    assert profile.topics.local_text("tax_due_dates", "en") is None
    assert profile.ombudsman.name is None
    assert profile.extra["mascot"] == {"name": None, "colours": ("vert", None)}
    assert "compléter" not in repr(profile.raw)


def test_settings_not_given_yet_take_the_project_s_defaults(city):
    profile = city({"desk.longest_wait_minutes": PLACEHOLDER, "privacy.keep_days.rating": PLACEHOLDER})
    assert profile.desk.longest_wait_minutes == 10
    assert profile.privacy.keep_days == {"conversation": 30, "request_copy": 60, "rating": 730}


def test_keys_may_be_added_and_cannot_be_changed(city):
    profile = city({"charter": ["welcome", "listen"]})
    assert profile.extra == {"charter": ("welcome", "listen")}
    with pytest.raises(TypeError):
        profile.extra["charter"] = ()


def test_the_desk_may_have_its_own_hours(city):
    profile = city({"desk.hours": {"sat": "10:00-12:00"}})
    assert set(profile.desk.hours.week) == {5}
    assert set(profile.contact.hours.week) == {0, 1, 4}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("name: Valbourg\n  timezone: x\n", "line 2"),
        ("name: Valbourg\nname: Autre\n", "line 2"),
        ("- Valbourg\n", "is not a mapping"),
        ("", "is not a mapping"),
        ("name: \x07\n", "valbourg.yml"),
    ],
)
def test_a_file_that_is_not_a_profile_is_refused_in_one_line(tmp_path, text, part):
    file = tmp_path / "valbourg.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as refusal:
        load(file)
    assert "\n" not in str(refusal.value)
    assert part in str(refusal.value)


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path):
    with pytest.raises(ProfileError, match="CITY_PROFILE"):
        load(tmp_path / "absent.yml")
    (tmp_path / "latin.yml").write_bytes("name: Lévis".encode("latin-1"))
    with pytest.raises(ProfileError, match="UTF-8"):
        load(tmp_path / "latin.yml")


@pytest.mark.parametrize("file", sorted(CITIES.glob("*.yml")), ids=lambda file: file.stem)
def test_the_profiles_of_the_repository_load(file):
    assert load(file).name


def test_the_five_services_carry_the_facts_of_their_announcements():
    carignan, otterburn, pierrefonds, magog, levis = (
        load(CITIES / f"{name}.yml") for name in ("carignan", "otterburn-park", "pierrefonds-roxboro", "magog", "levis")
    )
    assert carignan.contact.phone == "450 658-1066"
    assert len(carignan.extra["permits"]["offered"]) == 9
    assert otterburn.contact.office == "601, chemin Ozias-Leduc"
    assert otterburn.extra["appointments"]["only"] == ("planning", "public_works")
    assert (otterburn.languages.english, pierrefonds.languages.english) == ("bilingual", "bilingual")
    assert pierrefonds.extra["charter"] == ("welcome", "listen", "resolve", "validate")
    assert set(pierrefonds.service_levels) == set(pierrefonds.extra["services_served"])
    assert len(pierrefonds.service_levels) == 6
    assert magog.extra["figures"]["calls"] == 35000
    assert levis.contact.phone == "418 839-2002"
    assert levis.ombudsman is not None
    assert {period for periods in levis.contact.hours.week.values() for period in periods} == {LEVIS_DAY}
