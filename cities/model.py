"""What a city profile holds, once checked. Every text is None while the profile marks it as not given yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cities.hours import OpeningHours


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
    """A city.

    `extra` holds the keys that the city adds to the contract, `raw` everything; placeholders are None in both.
    """

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
