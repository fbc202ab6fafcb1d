"""The channel's work behind its paths: opens, receives, rates, erases. No HTTP here but the refusals' statuses."""
from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any

from channels import edge
from channels.web.bus import Bus
from channels.web.http import Refusal
from channels.web.rates import Rates, TooOften
from channels.web.settings import Settings
from channels.web.store import Row, Store, UnknownConversation
from channels.web.stream import Streams
from channels.web.tokens import BadToken, Tokens
from channels.web.turns import Turns

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_ROWS = 1000


@dataclass
class Desk:
    """All parts of one worker's web channel."""

    settings: Settings
    store: Store
    bus: Bus
    rates: Rates
    tokens: Tokens
    streams: Streams
    turns: Turns

    async def open(self, language: str, address: str) -> str:
        """Opens a conversation; returns its token. Raises Refusal."""
        await self.count("start", address)
        conversation, token = self.tokens.open()
        await self.store.run(self.store.open, conversation, language)
        return token

    def conversation(self, token: str) -> str:
        """The conversation that a token opens. Raises Refusal."""
        try:
            return self.tokens.conversation(token)
        except BadToken as error:
            raise Refusal(401, "expired") from error

    async def count(self, name: str, key: str) -> None:
        """Counts one more of something limited. Raises Refusal."""
        try:
            await self.rates.count(name, key)
        except TooOften as error:
            headers = {"Retry-After": str(error.seconds)}
            raise Refusal(429, "too_often", headers, seconds=error.seconds) from error

    async def receive(
        self, conversation: str, message: dict[str, Any], language: str, address: str
    ) -> tuple[int, asyncio.Task[None] | None]:
        """Takes a citizen's message: {"id", "text", "location": {"lat", "long"}?}.

        Returns:
            (number, task that ends with the answer). Raises Refusal.
        """
        client, text = message.get("id"), message.get("text")
        if not isinstance(client, str) or not _CLIENT_ID.fullmatch(client):
            raise Refusal(400, "unreadable")
        if edge.too_long(text):
            raise Refusal(413, "too_long", limit=edge.MAX_LENGTH)
        screened = edge.screen(text)
        metadata = edge.metadata(screened, message)
        if not screened.text and "location" not in metadata:
            raise Refusal(400, "empty")
        await self.count("message", conversation)
        await self.count("address", address)
        try:
            return await self.turns.receive(conversation, client, screened.text, metadata, language)
        except UnknownConversation as error:
            raise Refusal(401, "expired") from error

    async def said(self, conversation: str) -> list[Row]:
        """All that is kept of a conversation, in order. Raises Refusal."""
        rows: list[Row] = []
        try:
            while len(rows) < MOST_ROWS:
                more, _ = await self.store.run(self.store.after, conversation, rows[-1].seq if rows else 0)
                if not more:
                    break
                rows += more
        except UnknownConversation as error:
            raise Refusal(401, "expired") from error
        return rows

    async def rate(self, conversation: str, rating: dict[str, Any], language: str) -> None:
        """Writes a rating down: {"score": 1 to 5, "comment"?}. Raises Refusal."""
        score, comment = rating.get("score"), rating.get("comment")
        if not isinstance(score, int) or isinstance(score, bool) or not 1 <= score <= 5:
            raise Refusal(400, "unreadable")
        await self.count("message", conversation)
        words = edge.screen(comment).text or None
        await self.store.run(self.store.rate, conversation, score, words, language)
