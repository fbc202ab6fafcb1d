"""What the action server reads from its environment."""
from __future__ import annotations

import os
from functools import cache


class MissingSetting(RuntimeError):
    """A variable without which the action server must not start."""


def required(name: str) -> str:
    """Value of an environment variable.

    Raises:
        MissingSetting: when it is not set or empty; .env.example says what it is.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise MissingSetting(f"{name} is not set: see .env.example")
    return value


@cache
def city_api_url() -> str:
    """Base address of the city API, without a final slash."""
    return required("CITY_API_URL").rstrip("/")


@cache
def public_city_url() -> str:
    """Address under which citizens reach the city API's public files (calendars); the base address by default."""
    return (os.environ.get("CITY_PUBLIC_URL") or city_api_url()).rstrip("/")


@cache
def outbox_url() -> str:
    """SQLAlchemy address of the outbox database."""
    return os.environ.get("OUTBOX_URL") or "sqlite:///var/outbox.db"
