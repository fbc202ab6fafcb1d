"""What the action server and the outbox ask of the desk: may a person be promised, will one take a refused request?"""
from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

import requests

from actions import settings

TIMEOUT = (0.5, 2.0)   # seconds: the citizen waits for this answer

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Promise:
    """`minutes` of expected wait at a `position`, when promised; else `why`: closed, nobody, long."""

    promised: bool
    why: str | None = None
    position: int = 1
    minutes: float | None = None


def address() -> str:
    """Base address of the desk; empty when this installation has none."""
    return os.environ.get("DESK_URL", "").strip().rstrip("/")


async def ask() -> Promise:
    """What the desk promises; nothing when there is no desk, or when it does not answer."""
    if not address():
        return Promise(False, "nobody")
    try:
        return await asyncio.to_thread(lambda: Promise(**_post("promise", {}).json()))
    except (requests.RequestException, ValueError, TypeError) as error:
        logger.warning("the desk does not answer: %s", type(error).__name__)
        return Promise(False, "nobody")


def leave(conversation: str, handoff: dict[str, Any]) -> None:
    """Leaves a refused request for a person, who is to tell the citizen; the same id again changes nothing.

    Blocking. Raises requests.RequestException: it has not been taken.
    """
    _post("refused", {"conversation": conversation, "handoff": handoff})


def _post(path: str, body: dict[str, Any]) -> requests.Response:
    headers = {"Authorization": f"Bearer {settings.required('INTERNAL_TOKEN')}"}
    response = _session().post(f"{address()}/desk/internal/{path}", json=body, headers=headers, timeout=TIMEOUT)
    response.raise_for_status()
    return response


@cache
def _session() -> requests.Session:
    return requests.Session()
