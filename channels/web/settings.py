"""What the web channel reads from its environment."""
from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field

SHORTEST_SECRET = 32
RATES = {                       # name: (how many, in how many seconds)
    "message": (15, 30.0),      # messages of a conversation
    "address": (150, 60.0),     # messages from one network address, which a school or a library shares
    "start": (40, 600.0),       # conversations opened from one network address
    "suggest": (90, 60.0),      # address suggestions of a conversation
}


@dataclass(frozen=True)
class Settings:
    """The channel's settings.

    Args:
        secret: signs the conversations' tokens.
        database: SQLAlchemy address of what was said.
        events: memory:// (one worker) or redis://…, by which workers tell each other that something was said.
        origins: web origins, besides the channel's own, whose pages may use it.
        rates: limits, `{name: (count, seconds)}`.
        proxies: how many proxies in front append to X-Forwarded-For; 0 when there is none.
    """

    secret: str
    database: str = "sqlite:///var/tracker.db"
    events: str = "memory://"
    origins: frozenset[str] = frozenset()
    rates: dict[str, tuple[int, float]] = field(default_factory=lambda: dict(RATES))
    proxies: int = 0


def from_environment() -> Settings:
    """Settings of this process; stops the start with one line when they cannot serve. Raises SystemExit."""
    secret = os.environ.get("WEB_CHANNEL_SECRET", "").strip()
    if len(secret) < SHORTEST_SECRET:
        sys.exit(f"WEB_CHANNEL_SECRET must be set to {SHORTEST_SECRET} characters or more (openssl rand -hex 32)")
    events = os.environ.get("EVENTS_URL") or os.environ.get("LOCK_STORE_URL") or "memory://"
    try:
        return Settings(
            secret=secret,
            database=os.environ.get("TRACKER_STORE_URL") or Settings.database,
            events=_events(events),
            origins=frozenset(_origins(os.environ.get("WIDGET_ORIGINS", ""))),
            rates=RATES | dict(_rates(os.environ.get("WEB_CHANNEL_RATES", ""))),
            proxies=int(os.environ.get("WEB_CHANNEL_PROXIES") or 0),
        )
    except ValueError as error:
        sys.exit(str(error))


def _events(url: str) -> str:
    workers = int(os.environ.get("SANIC_WORKERS") or 1)
    if url.startswith(("redis://", "rediss://", "unix://")):
        return url
    if url.startswith("memory://") and workers == 1:
        return url
    raise ValueError("EVENTS_URL must be redis://… with several workers, memory:// or redis://… with one")


def _origins(value: str) -> list[str]:
    origins = [word.strip().rstrip("/") for word in value.split(",") if word.strip()]
    for origin in origins:
        if not re.fullmatch(r"https?://[^/*\s]+", origin):
            raise ValueError(f"WIDGET_ORIGINS: {origin} is not an origin such as https://www.ville.example")
    return origins


def _rates(value: str) -> list[tuple[str, tuple[int, float]]]:
    rates = []
    for word in value.split(","):
        if not word.strip():
            continue
        match = re.fullmatch(r"\s*(\w+)=(\d+)/(\d+)\s*", word)
        if match is None or match[1] not in RATES:
            raise ValueError(f"WEB_CHANNEL_RATES: write message=15/30 (names: {', '.join(RATES)})")
        rates.append((match[1], (int(match[2]), float(match[3]))))
    return rates
