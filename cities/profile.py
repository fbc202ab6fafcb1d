"""Loads a city profile: all that makes the assistant belong to one city. Every process reads it through `load`.

profile = load("cities/rivemont.yml")      raises ProfileError, one line
profile.contact.phone                      "450 555-0100", or None while the city has not given it
profile.service_code("report_pothole")     "RVM-POTHOLE"
profile.topics.local_text("tax_due_dates", "fr")
"""

import os
from collections.abc import Mapping
from dataclasses import fields
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

from cities.fields import PLACEHOLDER, ProfileError, Section, frozen, is_placeholder, read_yaml, topic_kinds
from cities.hours import read_closures, read_hours
from cities.model import Contact, Desk, Languages, Ombudsman, Open311, Privacy, Profile, ServiceLevel, Topics

__all__ = ["PLACEHOLDER", "Profile", "ProfileError", "is_placeholder", "load", "topic_kinds"]

ENGLISH = ("bilingual", "attested", "emergency")
STEPS = ("acknowledged", "started", "resolved")
KEEP_DAYS = {"conversation": 90, "request_copy": 365, "rating": 730}  # applied while a city has not decided
LONGEST_WAIT_MINUTES = 10  # idem
_CONTRACT = frozenset(part.name for part in fields(Profile))


def load(path: str | os.PathLike[str]) -> Profile:
    """Read and check a profile file. Raises ProfileError with one line: file, key, what is wrong, what to do."""
    file = Path(path)
    values = read_yaml(file)
    if not isinstance(values, dict):
        raise ProfileError(f"{file}: is not a mapping; begin with `name:` as in the other profiles of cities/")
    root = Section(file, "", values)
    zone = _zone(root)
    contact = _contact(root.section("contact"), zone)
    return Profile(
        path=file,
        name=_name(root),
        timezone=zone,
        languages=_languages(root.section("languages")),
        contact=contact,
        desk=_desk(root.section("desk"), contact),
        topics=_topics(root.section("topics")),
        open311=_open311(root.section("open311")),
        service_levels=_service_levels(root.section("service_levels")),
        departments=_departments(root.section("departments")),
        ombudsman=_ombudsman(root),
        privacy=_privacy(root.section("privacy")),
        raw=frozen(values),
        extra=frozen({key: value for key, value in values.items() if key not in _CONTRACT}),
    )


def _name(root: Section) -> str:
    return root.text("name") or root.fail("name", "is a placeholder", "write the city's name")


def _zone(root: Section) -> ZoneInfo:
    name = root.text("timezone")
    try:
        return ZoneInfo(name or "")
    except (ValueError, OSError, KeyError):
        root.fail("timezone", f"{name!r} is not a time zone", "write it as America/Toronto")


def _languages(section: Section) -> Languages:
    return Languages(section.one_of("default", ("fr",)), section.one_of("english", ENGLISH))


def _contact(section: Section, zone: ZoneInfo) -> Contact:
    hours = read_hours(section, "hours", zone, read_closures(section, "closures"))
    return Contact(
        section.text("service"), section.text("phone"), section.email("email"), section.text("office"), hours
    )


def _desk(section: Section, contact: Contact) -> Desk:
    if section.required("hours") == "same":
        hours = contact.hours
    else:
        hours = read_hours(section, "hours", contact.hours.zone, contact.hours.closures)
    section.required("longest_wait_minutes")
    return Desk(hours, section.number("longest_wait_minutes", LONGEST_WAIT_MINUTES))


def _topics(section: Section) -> Topics:
    off = section.values.get("off") or []
    if not isinstance(off, list):
        section.fail("off", "is not a list", "write it as [paratransit], or []")
    for topic in off:
        section.check_topic("off", topic)
    links, local = section.optional_section("links"), section.optional_section("local")
    urls = {topic: links.url(topic) for topic in links.topic_keys()}
    texts = {topic: _local(local.section(topic)) for topic in local.topic_keys()}
    return Topics(frozenset(off), frozen(_given(urls)), frozen(texts))


def _local(section: Section) -> dict[str, str]:
    return _given({language: section.text(language) for language in ("fr", "en")})


def _open311(section: Section) -> Open311:
    services = section.section("services")
    codes = _given({topic: services.text(topic) for topic in services.topic_keys()})
    if "report_other" not in codes:
        services.fail("report_other", "missing", "give the code used for topics that have none of their own")
    return Open311(section.text("jurisdiction_id"), frozen(codes))


def _service_levels(section: Section) -> Mapping[str, ServiceLevel]:
    return frozen({topic: _service_level(section.section(topic)) for topic in section.topic_keys()})


def _service_level(section: Section) -> ServiceLevel:
    for step in section.values:
        if step not in STEPS:
            section.fail(step, "is not a step", f"write one of: {', '.join(STEPS)}")
    return ServiceLevel(*(section.number(step) for step in STEPS))


def _departments(section: Section) -> Mapping[str, str]:
    return frozen(_given({topic: section.optional_text(topic) for topic in section.topic_keys()}))


def _ombudsman(root: Section) -> Ombudsman | None:
    if "ombudsman" not in root.values:
        root.fail("ombudsman", "missing", "add this key, or `ombudsman: null` when the city has none")
    if root.values["ombudsman"] is None or is_placeholder(root.values["ombudsman"]):
        return None
    section = root.section("ombudsman")
    return Ombudsman(section.text("name"), section.optional_text("phone"), section.url("url"))


def _privacy(section: Section) -> Privacy:
    officer, days = section.section("officer"), section.section("keep_days")
    for key in KEEP_DAYS:
        days.required(key)
    keep = {key: ceil(days.number(key, default)) for key, default in KEEP_DAYS.items()}
    return Privacy(officer.text("name"), officer.email("email"), frozen(keep))


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value is not None}
