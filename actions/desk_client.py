"""The action server's question to the desk: may a person be promised now?"""
from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from functools import cache

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


async def ask() -> Promise:
    """What the desk promises; nothing when there is no desk, or when it does not answer."""
    desk = os.environ.get("DESK_URL", "").strip().rstrip("/")
    if not desk:
        return Promise(False, "nobody")
    try:
        return await asyncio.to_thread(_ask, f"{desk}/desk/internal/promise")
    except (requests.RequestException, ValueError, TypeError) as error:
        logger.warning("the desk does not answer: %s", type(error).__name__)
        return Promise(False, "nobody")


def _ask(url: str) -> Promise:
    token = settings.required("INTERNAL_TOKEN")
    response = _session().post(url, json={}, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT)
    response.raise_for_status()
    return Promise(**response.json())


@cache
def _session() -> requests.Session:
    return requests.Session()
