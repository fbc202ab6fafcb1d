"""The desk's only way to Rasa: its HTTP API, authenticated by RASA_API_TOKEN."""

import itertools
import logging
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter

from desk.config import settings

TIMEOUT = (2.0, 75.0)   # seconds to connect, to answer: Rasa holds a conversation's lock up to a minute

logging.getLogger("urllib3").setLevel(logging.ERROR)   # it would log addresses, and the token in them


class Unreachable(Exception):
    """No connection: nothing was sent."""


class Unanswered(Exception):
    """Sent, but the outcome is not known, or Rasa failed: look before sending again."""


class Refused(Exception):
    """Rasa will never take this command."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Rasa:
    """One or several Rasa servers that share tracker store and locks; the next is tried when one is away."""

    def __init__(self, bases: tuple[str, ...], token: str):
        self._bases, self._token = bases, token
        self._turn = itertools.count()
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=16))

    def append(self, sender: str, events: list[dict]) -> None:
        """Appends events to a tracker, under its lock, and says its bot events through the citizen's channel.

        Raises Unreachable, Unanswered, Refused.
        """
        query = {"output_channel": "latest", "execute_side_effects": "true", "include_events": "NONE"}
        self._call("POST", f"{_path(sender)}/tracker/events", query, json=events)

    def has_applied(self, sender: str, key: str) -> bool:
        """Whether events marked with a command's key are in the tracker. Raises as `append`."""
        tracker = self._call("GET", f"{_path(sender)}/tracker", {"include_events": "ALL"})
        events = tracker.get("events") or []
        return any(((event.get("metadata") or {}).get("desk") or {}).get("id") == key for event in events)

    def _call(self, method: str, path: str, query: dict[str, str], **body: Any) -> dict:
        start = next(self._turn) % len(self._bases)
        for base in self._bases[start:] + self._bases[:start]:
            try:
                response = self._session.request(
                    method, base + path, params={**query, "token": self._token}, timeout=TIMEOUT, **body
                )
            except (requests.exceptions.ConnectTimeout, requests.exceptions.ConnectionError) as error:
                if _was_sent(error):
                    raise Unanswered from None
                continue
            except requests.RequestException:
                raise Unanswered from None
            return _read(response)
        raise Unreachable


def _was_sent(error: requests.RequestException) -> bool:
    """False only when the connection itself could not be made."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return not (isinstance(error, requests.exceptions.ConnectTimeout) or "NewConnectionError" in type(reason).__name__)


def _read(response: requests.Response) -> dict:
    if response.ok:
        return response.json()
    if response.status_code in (401, 403, 404, 409, 429) or response.status_code >= 500:
        raise Unanswered     # 401: a wrong token is the installer's to mend; 409: no model is loaded yet
    raise Refused(response.status_code)


def _path(sender: str) -> str:
    return f"/conversations/{quote(sender, safe='')}"


@lru_cache(maxsize=1)
def rasa() -> Rasa:
    """The client of this process."""
    return Rasa(settings().rasa, settings().rasa_token)
