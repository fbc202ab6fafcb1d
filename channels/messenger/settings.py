"""What the channel reads from its environment; .env.example says where each value comes from."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from rasa.shared.exceptions import RasaException

SECRETS = ("MESSENGER_APP_SECRET", "MESSENGER_PAGE_TOKEN", "MESSENGER_VERIFY_TOKEN")


class HalfConfigured(RasaException):
    """Some of the three secrets are set and others are not: the server must not start."""


@dataclass(frozen=True)
class Settings:
    """Values of the environment. Secrets never appear in `repr`."""

    app_secret: str = field(repr=False)
    page_token: str = field(repr=False)
    verify_token: str = field(repr=False)
    graph_url: str = "https://graph.facebook.com"
    graph_version: str = "v25.0"
    database_url: str = "sqlite:///var/messenger.db"
    internal_token: str = field(default="", repr=False)
    app_id: str = ""


def load(environ: Mapping[str, str] | None = None) -> Settings | None:
    """The settings, or None when the channel is off because none of the three secrets is set.

    Raises:
        HalfConfigured: when only some of them are.
    """
    environ = os.environ if environ is None else environ
    secrets = {name: environ.get(name, "").strip() for name in SECRETS}
    if not any(secrets.values()):
        return None
    missing = [name for name, value in secrets.items() if not value]
    if missing:
        raise HalfConfigured(f"Messenger needs {' and '.join(missing)} too: set all of {', '.join(SECRETS)}, or none")
    optional = {
        "graph_url": environ.get("GRAPH_API_URL", "").rstrip("/"),
        "graph_version": environ.get("GRAPH_API_VERSION", ""),
        "database_url": environ.get("MESSENGER_DB_URL", ""),
        "internal_token": environ.get("INTERNAL_TOKEN", ""),
        "app_id": environ.get("MESSENGER_APP_ID", ""),
    }
    return Settings(*secrets.values(), **{name: value for name, value in optional.items() if value})
