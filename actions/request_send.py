"""Sends a confirmed service request through the outbox, and tells number, delay and how to follow it."""
from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions import desk_client, outbox
from actions.choices import person_choice
from actions.city_errors import CityError
from actions.closing import close_matter
from actions.handoff import message_left, offer_person, request_left
from actions.request_form import NEEDS_CONTACT, open311_form
from actions.turn import Turn
from cities.formats import moment_text

LONGEST_NOTICE = 600   # characters


async def send(turn: Turn, task: dict[str, Any]) -> None:
    """Writes the request down, tries to deliver it, and says honestly what happened."""
    data = task["data"]
    await asyncio.to_thread(outbox.put, data["key"], turn.conversation, data["topic"], open311_form(turn, data))
    row = await asyncio.to_thread(outbox.deliver, data["key"], turn.city.http)
    if row and row["state"] in ("refused", "handed"):
        await _refused(turn, task)
        return
    turn.end(task)
    if row is None or row["state"] == "waiting":
        turn.say("utter_request_waiting")
    else:
        await _promise(turn, data, row)
        if isinstance(row.get("notice"), str) and row["notice"].strip():
            turn.say("utter_request_notice", notice=row["notice"].strip()[:LONGEST_NOTICE])
    if data["topic"] in NEEDS_CONTACT:
        message_left(turn, data, (row or {}).get("number"))
    if data["topic"] == "file_complaint":
        await offer_person(turn, "complaint", "utter_complaint_person")
    close_matter(turn, data["topic"])


async def _refused(turn: Turn, task: dict[str, Any]) -> None:
    """A person gets what the city refuses; without a desk the citizen is told that nobody has it."""
    due = request_left(turn, task["data"]) if desk_client.address() else None
    turn.end(task)
    if due:
        turn.say("utter_request_left", due=due)
    else:
        turn.say("utter_request_refused", [person_choice(turn, "form_stuck")])
    with suppress(SQLAlchemyError):   # the outbox then hands it over itself, and the desk knows its key
        await asyncio.to_thread(outbox.handed, task["data"]["key"])


async def _promise(turn: Turn, data: dict[str, Any], row: dict[str, Any]) -> None:
    number = row["number"] or row["token"]
    if not number:
        turn.say("utter_request_sent_without_number")
        return
    turn.remember("request_number", number)
    expected = await _expected(turn, data, row["number"])
    turn.say("utter_request_sent", number=number, delay=expected and moment_text(expected, turn.language))


async def _expected(turn: Turn, data: dict[str, Any], number: str | None) -> datetime | None:
    """When it will be resolved: the city's own date, else the profile's commitment, else None."""
    try:
        request = await turn.city.request(number) if number else None
    except CityError:
        request = None
    if request and request.expected_datetime:
        return request.expected_datetime.astimezone(turn.profile.timezone)
    level = turn.profile.service_levels.get(data["topic"])
    if level and level.resolved:
        return turn.profile.working_hours_after(turn.now, level.resolved)
    return None
