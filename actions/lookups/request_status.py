"""Where a request already made stands."""
from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import Any

from actions import desk_client, outbox
from actions.choices import person_choice
from actions.city_errors import NotFound
from actions.city_types import ServiceRequest
from actions.lookup import Lookup, given
from actions.turn import Turn
from cities.formats import day_text
from nlu.text import plain

_LOST = re.compile(
    r"perdu|plus le num|l'?ai plus|l'?ai pas|pas de num|aucune idee|sais p(?:as|us|lus)|souviens|jete|"
    r"lost|don'?t have|dont have|no idea|can'?t find|don'?t know|dunno|threw"
)
_NUMBER = re.compile(r"#?\s?\b((?=[\w-]*\d)[A-Za-z]{0,6}-?[\w-]{3,40})\b")


class ActionRequestStatus(Lookup):
    """By its number, or the last one of this conversation."""

    topic = "request_status"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        number = turn.choice.get("number") or _named(turn) or given(turn, first, "request_number")
        if not number:
            newest = await self._of_conversation(turn)
            if newest == "waiting":
                turn.say("utter_request_still_waiting")
                return True
            if newest in ("refused", "handed"):
                await self._tell_refused(turn, newest)
                return True
            number = turn.recall("request_number") or newest
        if not number and turn.task(self.name()) and _LOST.search(plain(turn.text)):
            turn.say("utter_request_number_lost", [person_choice(turn, "form_stuck")])
            return True
        if not number:
            self.ask(turn, "value", "utter_ask_request_number")
            return False
        return await self._tell_status(turn, str(number).lstrip("# "))

    @staticmethod
    async def _of_conversation(turn: Turn) -> str | None:
        """Number of the newest request made here; its state when it has none and is not delivered."""
        rows = await asyncio.to_thread(outbox.of_conversation, turn.conversation)
        if not rows:
            return None
        return rows[0]["number"] or rows[0]["token"] if rows[0]["state"] == "delivered" else rows[0]["state"]

    @staticmethod
    async def _tell_refused(turn: Turn, state: str) -> None:
        """The city did not take it: a person has it or gets it, or nobody when there is no desk."""
        if desk_client.address():
            turn.say("utter_request_with_person")
            return
        turn.say("utter_request_refused", [person_choice(turn, "form_stuck")])
        if state == "refused":
            rows = await asyncio.to_thread(outbox.of_conversation, turn.conversation)
            await asyncio.to_thread(outbox.handed, rows[0]["key"])

    async def _tell_status(self, turn: Turn, number: str) -> bool:
        request = await _find(turn, number)
        if request is None:
            task = turn.task(self.name())
            if task and task["failures"]:
                turn.say("utter_request_unknown", number=number)
                return True
            self.ask(turn, "value", "utter_request_not_found", number=number)
            turn.task(self.name())["failures"] += 1
            return False
        turn.remember("request_number", number)
        expected = request.expected_datetime and _day(turn, request.expected_datetime)
        updated = request.updated_datetime and _day(turn, request.updated_datetime)
        turn.say(
            "utter_request_closed" if request.status == "closed" else "utter_request_open",
            number=number, service=request.service_name, notes=request.status_notes,
            agency=request.agency_responsible, updated=updated, expected=expected,
            requested=request.requested_datetime and _day(turn, request.requested_datetime),
        )
        return True


async def _find(turn: Turn, number: str) -> ServiceRequest | None:
    with suppress(NotFound):
        found = await turn.city.request(number)
        if found:
            return found
    try:
        token = await turn.city.token(number)
        return await turn.city.request(token.service_request_id) if token and token.service_request_id else None
    except NotFound:
        return None


def _named(turn: Turn) -> str | None:
    tagged = turn.entity("request_number")
    if tagged:
        return tagged
    match = _NUMBER.search(turn.text)
    return match and match[1]


def _day(turn: Turn, moment: Any) -> str:
    return day_text(moment.astimezone(turn.profile.timezone).date(), turn.language)
