"""The free times of an appointment: offered a few at a time, on the days that suit, until all have been seen."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from actions.city_errors import CityError
from actions.city_types import Appointment, Slot
from actions.turn import Turn
from actions.wishes import Wish, wish
from cities.formats import day_text, moment_text

SERVICE = "planning"
HORIZON = timedelta(days=28)
OFFERED = 4


async def offer_slots(turn: Turn, task: dict[str, Any], response: str = "utter_ask_appointment_slot") -> None:
    """Offers free times; without any, or without the city, a message takes the place of the appointment."""
    data, today = task["data"], turn.now.date()
    try:
        free = await turn.city.slots(SERVICE, today, today + HORIZON)
    except CityError:
        _message_instead(turn, task, "utter_slots_unavailable")
        return
    taken = data.get("taken", [])
    free = sorted((s for s in free if s.starts_at > turn.now and s.id not in taken), key=lambda s: s.starts_at)
    if not free:
        _message_instead(turn, task, "utter_no_appointment")
        return
    pool, spread = _wished(turn, data, free)
    if data.pop("later", False):
        pool = _not_seen(free, data)
        spread = _spread(pool)
        if not pool:
            response, data["shown"], spread = "utter_no_later_slot", [], _spread(free)
    data["shown"] = [*data.get("shown", []), *(slot.id for slot in spread)]
    choices = [{"title": title(turn, slot), "value": {"slot": _plain(slot)}} for slot in spread]
    data["offered"] = {choice["title"]: choice["value"]["slot"] for choice in choices}
    choices.append({"title": turn.phrase("choice", "later_slots"), "value": {"later": True}})
    if response == "utter_no_later_slot" or task["failures"] > 1:
        choices.append(_message(turn, data))
    turn.ask(task, "value", response, choices)


async def choose_slot(turn: Turn, task: dict[str, Any]) -> bool:
    """Keeps the time chosen, or offers others; True when something was asked."""
    data = task["data"]
    wished = wish(turn.text, turn.now)
    slot = turn.choice.get("slot") or data.get("offered", {}).get(turn.text.strip())
    if slot:
        data["slot"] = slot
        return False
    if turn.choice.get("later"):
        data["later"] = True
    elif wished:
        data["wish"] = turn.text
    else:
        task["failures"] += 1
    data["question"] = "slot"
    await offer_slots(turn, task)
    return True


def title(turn: Turn, slot: Slot | Appointment) -> str:
    """A time as the citizen reads it."""
    return moment_text(slot.starts_at.astimezone(turn.profile.timezone), turn.language)


def _wished(turn: Turn, data: dict[str, Any], free: list[Slot]) -> tuple[list[Slot], list[Slot]]:
    """Times that suit, and those to show; the next ones, with a word, when none does."""
    wished = wish(data.pop("wish", ""), turn.now)
    if wished is None:
        return free, _spread(free)
    suits = [slot for slot in free if wished.fits(_local(turn, slot))]
    if suits:
        one_day = wished.first and not wished.last
        return suits, suits[:OFFERED] if one_day else _spread(suits)
    _tell_none(turn, wished)
    after = [slot for slot in free if wished.first and _local(turn, slot).date() > wished.first] or free
    return after, _spread(after)


def _tell_none(turn: Turn, wished: Wish) -> None:
    if wished.first and not wished.last and not wished.since:
        turn.say("utter_no_slot_that_day", date=day_text(wished.first, turn.language))
    else:
        turn.say("utter_no_slot_then")


def _local(turn: Turn, slot: Slot) -> datetime:
    return slot.starts_at.astimezone(turn.profile.timezone)


def _not_seen(free: list[Slot], data: dict[str, Any]) -> list[Slot]:
    """Times not shown yet: the later ones first."""
    shown = data.get("shown", [])
    last = max((slot.starts_at for slot in free if slot.id in shown), default=None)
    unseen = [slot for slot in free if slot.id not in shown]
    return [slot for slot in unseen if last is None or slot.starts_at > last] or unseen


def _message_instead(turn: Turn, task: dict[str, Any], response: str) -> None:
    turn.end(task)
    turn.say(response, [_message(turn, task["data"])])


def _message(turn: Turn, data: dict[str, Any]) -> dict[str, Any]:
    request = {"topic": data["topic"], "text": data.get("subject") or "", "entities": []}
    return {"title": turn.phrase("choice", "message"), "value": {"action": "action_service_request", "request": request}}


def _plain(slot: Slot) -> dict[str, str]:
    """A slot as JSON, for the conversation's memory."""
    return {name: str(value) for name, value in slot.dict().items() if value is not None}


def _spread(free: list[Slot]) -> list[Slot]:
    """A few times, of different days when there are."""
    by_day: dict[Any, list[Slot]] = {}
    for slot in free:
        by_day.setdefault(slot.starts_at.date(), []).append(slot)
    firsts = [slots[0] for slots in by_day.values()]
    chosen = (firsts + [s for slots in by_day.values() for s in slots[1:]])[:OFFERED]
    return sorted(chosen, key=lambda s: s.starts_at)
