"""Base of the topics whose answer is fetched from the city."""
from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from actions.addresses import need_address
from actions.base import GuichetAction
from actions.closing import close_matter, show_notices, topic_is_off
from actions.turn import Turn


class Lookup(GuichetAction, ABC):
    """A lookup: notices first, then the answer, then what closes a matter.

    Subclasses set `topic` and write `answer`. Pieces that the citizen gave before being asked for another one are
    in `first`, the request that opened the matter.
    """

    @abstractmethod
    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """Says the answer and returns True, or asks for a missing piece and returns False."""

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        if topic_is_off(turn, self.topic):
            return
        task = turn.task(self.name())
        first = (task["data"].get("request") if task else None) or turn.request
        if not await self.answer(turn, first):
            return
        task = turn.task(self.name())
        if task:
            turn.end(task)
        close_matter(turn, self.topic)

    async def address(self, turn: Turn) -> dict[str, Any] | None:
        """The citizen's address, with the notices that concern it shown; None after asking."""
        address = await need_address(turn, self.name(), self.topic)
        if address:
            await show_notices(turn, self.topic)
        return address

    def ask(self, turn: Turn, awaiting: str, response: str, choices: list[dict] | None = None, **values: Any) -> None:
        """Asks for a missing piece."""
        task = turn.task(self.name()) or turn.begin(self.name(), self.topic, request=turn.request)
        turn.ask(task, awaiting, response, choices, **values)


def given(turn: Turn, first: dict[str, Any], entity: str) -> str | None:
    """A piece given now, or in the request that opened the matter."""
    now = turn.entity(entity)
    if now:
        return now
    return next((str(e["value"]) for e in first.get("entities") or [] if e.get("entity") == entity), None)
