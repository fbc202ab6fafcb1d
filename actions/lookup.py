"""Base of the topics whose answer is fetched from the city."""
from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from actions.addresses import need_address
from actions.base import GuichetAction
from actions.choices import person_choice
from actions.city_errors import CityError
from actions.closing import close_matter, topic_is_off
from actions.notices import show_notices, show_urgent
from actions.turn import Turn

TRIES = 3   # answers to one question before the assistant lets it go


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
        if task and self._dropped(turn, task):
            return
        await show_urgent(turn, self.topic)
        first = _first(turn, task)
        try:
            if not await self.answer(turn, first):
                return
        except CityError:
            self._keep(turn, first)   # it may be asked again with another piece once the city is back
            turn.slots["last_topic"] = self.topic
            raise
        task = turn.task(self.name())
        if task:
            turn.end(task)
        self._keep(turn, first)
        close_matter(turn, self.topic)

    @staticmethod
    def _keep(turn: Turn, first: dict[str, Any]) -> None:
        turn.remember("last_request", {"text": first.get("text"), "entities": first.get("entities")})

    def _dropped(self, turn: Turn, task: dict[str, Any]) -> bool:
        """Lets the question go when the citizen declines, or when it has been asked too often in vain."""
        task["tries"] = task.get("tries", 0) + 1
        given_up = task["tries"] > TRIES and not turn.choice
        if not given_up and not (turn.declines and not turn.choice):
            return False
        turn.end(task)
        turn.say("utter_lookup_given_up" if given_up else "utter_lookup_dropped", [person_choice(turn, "form_stuck")])
        return True

    async def address(self, turn: Turn) -> dict[str, Any] | None:
        """The citizen's address, with the notices that concern it shown; None after asking."""
        address = await need_address(turn, self.name(), self.topic)
        if address:
            await show_notices(turn, self.topic)
        return address

    def ask(self, turn: Turn, awaiting: str, response: str, choices: list[dict] | None = None, **values: Any) -> None:
        """Asks for a missing piece."""
        task = turn.task(self.name()) or turn.begin(self.name(), self.topic, request=turn.request)
        turn.ask(task, awaiting, response, choices, error=response.endswith(("_again", "_not_found")), **values)


def given(turn: Turn, first: dict[str, Any], entity: str) -> str | None:
    """A piece given now, or in the request that opened the matter."""
    now = turn.entity(entity)
    if now:
        return now
    return next((str(e["value"]) for e in first.get("entities") or [] if e.get("entity") == entity), None)


def _first(turn: Turn, task: dict[str, Any] | None) -> dict[str, Any]:
    """The request that opened the matter; a bare correction of the address asks the last one again."""
    if task:
        return task["data"].get("request") or turn.request
    only_address = {e["entity"] for e in turn.request.get("entities") or []} <= {"address"}
    if turn.request.get("follows") and only_address:
        return turn.recall("last_request") or turn.request
    return turn.request
