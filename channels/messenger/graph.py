"""The Graph API: one asynchronous client, and what its errors mean for a message that waits.

The token goes in a header only; neither it nor a message's words are ever logged.
"""
from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

import aiohttp

from channels.messenger.settings import Settings
from channels.messenger.signature import proof

logger = logging.getLogger(__name__)
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=4)

RATE_LIMITS = {4, 17, 32, 341, 613, 80001, 80002, 80006}
TEMPORARY = {1, 2, 1200}
FOR_OPERATORS = {102, 104, 190, 368, 2022, 10904}
WINDOW = {2018278, 2018065}     # sent outside the allowed window
ROUTING = {2018300}             # another application holds the thread


@dataclass
class GraphError(Exception):
    """The Graph API did not take a request.

    kind: busy (rate limit: wait) | down (try again) | unsure (no answer: Meta may have it) |
        operator (nothing goes until someone acts, e.g. renews the token) | refused (never for this message).
    code: "190", "10/2018278", "http 502", "timeout"…
    """

    kind: str
    code: str
    trace: str = ""


class Graph:
    """Calls `{GRAPH_API_URL}/{GRAPH_API_VERSION}/me/…` for the page."""

    def __init__(self, settings: Settings) -> None:
        self._base = f"{settings.graph_url}/{settings.graph_version}"
        self._headers = {"Authorization": f"Bearer {settings.page_token}"}
        self._proof = proof(settings.app_secret, settings.page_token)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Ends the connections."""
        if self._session:
            await self._session.close()

    async def send(self, person: str, message: dict[str, Any], key: str, how: str) -> str:
        """Sends a message; returns Meta's id of it.

        Args:
            how: "RESPONSE", or "HUMAN_AGENT" for a person's words after the 24-hour window.

        Raises:
            GraphError: it was not taken, or nobody knows.
        """
        tagged = {"messaging_type": "MESSAGE_TAG", "tag": how} if how != "RESPONSE" else {"messaging_type": how}
        body = {"recipient": {"id": person}, **tagged, "message": {**message, "metadata": key}}
        return str((await self.call("POST", "me/messages", body)).get("message_id", ""))

    async def act(self, person: str, action: str) -> None:
        """Shows a sender action (typing_on, typing_off, mark_seen). Raises GraphError."""
        await self.call("POST", "me/messages", {"recipient": {"id": person}, "sender_action": action})

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> dict[str, Any]:
        """JSON answer of a request. Raises GraphError."""
        signed = {"json": {**body, "appsecret_proof": self._proof}} if body is not None else {}
        params = query if body is not None else {**query, "appsecret_proof": self._proof}
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT, headers=self._headers)
        try:
            async with self._session.request(method, f"{self._base}/{path}", params=params, **signed) as response:
                return _answer(response.status, await _json(response))
        except aiohttp.ClientConnectorError as error:
            raise GraphError("down", "no connection") from error
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise GraphError("unsure", "no answer") from error


async def _json(response: aiohttp.ClientResponse) -> Any:
    try:
        return await response.json(content_type=None)
    except ValueError:
        return None


def _answer(status: int, answer: Any) -> dict[str, Any]:
    if status < 400 and isinstance(answer, dict) and "error" not in answer:
        return answer
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict) or not isinstance(error.get("code"), int):
        raise GraphError("busy" if status == 429 else "down", f"http {status}")
    code, subcode = error["code"], error.get("error_subcode")
    name = f"{code}/{subcode}" if subcode else str(code)
    raise GraphError(kind_of(status, code, subcode), name, str(error.get("fbtrace_id", ""))[:64])


def kind_of(status: int, code: int, subcode: int | None) -> str:
    """What an error of the Graph API means for the message (see GraphError)."""
    if code in RATE_LIMITS or status == 429:
        return "busy"
    if code in TEMPORARY or status >= 500:
        return "down"
    if subcode in WINDOW | ROUTING:
        return "refused"
    if code in FOR_OPERATORS or code == 10 or 200 <= code < 230:
        return "operator"
    return "refused"
