"""Loads a city profile: all that makes the assistant belong to one city. Every process reads it through `load`.

    profile = load("cities/rivemont.yml")      # raises ProfileError, one line
    profile.contact.phone                      # "450 555-0100", or None while the city has not given it
    profile.service_code("report_pothole")     # "RVM-POTHOLE"
    profile.topics.local_text("tax_due_dates", "fr")
"""

import os
from math import ceil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cities.fields import PLACEHOLDER, ProfileError, Section, frozen, is_placeholder, read_yaml, topic_kinds
from cities.hours import OpeningHours, read_closures, read_hours

__all__ = ["PLACEHOLDER", "Profile", "ProfileError", "is_placeholder", "load", "topic_kinds"]

ENGLISH = ("bilingual", "attested", "emergency")
STEPS = ("acknowledged", "started", "resolved")
KEEP_DAYS = {"conversation": 90, "request_copy": 365, "rating": 730}   # applied while a city has not decided
LONGEST_WAIT_MINUTES = 10                                              # idem
_CONTRACT = frozenset(
    ["name", "timezone", "languages", "contact", "desk", "topics", "open311", "service_levels", "departments", "ombudsman", "privacy"]
)


@dataclass(frozen=True)
class Languages:
    """`english` is bilingual (offered freely), attested (after a good-faith attestation) or emergency (safety only)."""

    default: str
    english: str


@dataclass(frozen=True)
class Contact:
    """The citizen service; a text is None while the profile holds a placeholder."""

    service: str | None
    phone: str | None
    email: str | None
    office: str | None
    hours: OpeningHours


@dataclass(frozen=True)
class Desk:
    """When agents answer escalated chats, and the wait past which a person is not promised."""

    hours: OpeningHours
    longest_wait_minutes: float


@dataclass(frozen=True)
class Topics:
    """What the city says of topics: those it does not serve, official pages, its own facts per language."""

    off: frozenset[str]
    links: Mapping[str, str]
    local: Mapping[str, Mapping[str, str]]

    def local_text(self, topic: str, language: str) -> str | None:
        """Return this city's own facts on a topic, in one language; None when it gives none."""
        return self.local.get(topic, {}).get(language)


@dataclass(frozen=True)
class Open311:
    """`services` maps a topic to the city's service_code; `jurisdiction_id` is None when there is none to send."""

    jurisdiction_id: str | None
    services: Mapping[str, str]


@dataclass(frozen=True)
class ServiceLevel:
    """Committed delays of a topic in working hours; None when the city has not given the value."""

    acknowledged: float | None
    started: float | None
    resolved: float | None


@dataclass(frozen=True)
class Ombudsman:
    """The last recourse; a text is None while the profile holds a placeholder."""

    name: str | None
    phone: str | None
    url: str | None


@dataclass(frozen=True)
class Privacy:
    """Who answers for personal information; `keep_days` maps conversation, request_copy and rating to days."""

    officer_name: str | None
    officer_email: str | None
    keep_days: Mapping[str, int]


@dataclass(frozen=True)
class Profile:
    """A city. `extra` holds the keys that the city adds to the contract, `raw` everything; placeholders are None in both."""

    path: Path
    name: str
    timezone: ZoneInfo
    languages: Languages
    contact: Contact
    desk: Desk
    topics: Topics
    open311: Open311
    service_levels: Mapping[str, ServiceLevel]
    departments: Mapping[str, str]
    ombudsman: Ombudsman | None
    privacy: Privacy
    extra: Mapping[str, Any]
    raw: Mapping[str, Any] = field(repr=False)

    def service_code(self, topic: str) -> str:
        """Return the Open311 code of a topic: its own, or that of report_other."""
        return self.open311.services.get(topic) or self.open311.services["report_other"]

    def is_open(self, moment: datetime) -> bool | None:
        """Tell whether the office is open (the desk has its own: `desk.hours`); None when its hours are unknown."""
        return self.contact.hours.is_open(moment)

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return when the office opens next; None when its hours are unknown."""
        return self.contact.hours.next_opening(moment)

    def working_hours_after(self, moment: datetime, hours: float) -> datetime | None:
        """Return the moment when so many office hours have passed; None when the office's hours are unknown."""
        return self.contact.hours.working_hours_after(moment, hours)


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
        path=file, name=_name(root), timezone=zone, languages=_languages(root.section("languages")), contact=contact,
        desk=_desk(root.section("desk"), contact), topics=_topics(root.section("topics")),
        open311=_open311(root.section("open311")), service_levels=_service_levels(root.section("service_levels")),
        departments=_departments(root.section("departments")), ombudsman=_ombudsman(root),
        privacy=_privacy(root.section("privacy")), raw=frozen(values),
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
    return Contact(section.text("service"), section.text("phone"), section.email("email"), section.text("office"), hours)


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
