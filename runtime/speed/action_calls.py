"""Calls of the action server: a kept connection, a small body, an answer checked by a schema compiled once.

Rasa opens a connection for each call, sends all events of the conversation with it (2 KB a turn), and compiles the
schema of the answer each time. Our actions read slots and the conversation's id only (actions/turn.py).
"""
from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import rasa
import rasa.core.actions.action as action_module
from jsonschema.validators import validator_for
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

KEEP_SECONDS = 4   # less than Sanic's 5, so that the action server is never the first to hang up


def apply() -> None:
    """Replaces how an action is called and how its answer is checked."""
    EndpointConfig.session = _session
    action_module.RemoteAction._action_call_format = _call
    schema = action_module.RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(self: Any, result: dict[str, Any]) -> bool:
        rest = result
        if isinstance(result, dict) and isinstance(result.get("events"), list):
            rest = {**result, "events": [event for event in result["events"] if not _is_slot(event)]}
        error = next(validator.iter_errors(rest), None)
        if error is not None:
            raise error
        return True

    action_module.RemoteAction._validate_action_result = validate


def _is_slot(event: Any) -> bool:
    """An event of the commonest kind, as the schema wants it."""
    return (
        type(event) is dict and event.keys() <= {"event", "name", "value", "timestamp"} and event.get("event") == "slot"
        and type(event.get("name")) is str and "value" in event and type(event.get("timestamp")) in (float, type(None))
    )


def _call(self: action_module.RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """The body of a call: the tracker's present state, without its events."""
    body = {
        "next_action": self.name(), "sender_id": tracker.sender_id, "version": rasa.__version__,
        "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": [], "latest_message": None},
    }
    if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(self.name()):
        body["domain"] = domain.as_dict()
    return body


class _Kept:
    """A session that stays open after `async with`."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return None


def _session(self: EndpointConfig) -> _Kept:
    """The session of this endpoint on the running event loop."""
    sessions = self.__dict__.setdefault("_guichet_sessions", WeakKeyDictionary())
    loop = asyncio.get_running_loop()
    session = sessions.get(loop)
    if session is None or session.closed:
        auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
        session = sessions[loop] = aiohttp.ClientSession(
            headers=self.headers, auth=auth, cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=action_module.DEFAULT_REQUEST_TIMEOUT),
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_SECONDS),
        )
    return _Kept(session)
