"""Books an appointment with a department that receives by appointment only."""
from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from actions.base import GuichetAction
from actions.city_errors import Conflict, NotFound, Rejected
from actions.city_types import Appointment, Slot
from actions.closing import close_matter, topic_is_off
from actions.lookups.permit_requirements import names_project
from actions.moments import parse_moment
from actions.request_form import contact_of, description_of
from actions.turn import Turn
from cities.formats import day_text, moment_text

SERVICE = "planning"
HORIZON = timedelta(days=28)
OFFERED = 4


class ActionPlanningAppointment(GuichetAction):
    """Subject, slot, name, contact, confirmation, booking."""

    topic = "planning_appointment"
    keeps_task = True

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        task = turn.task(self.name())
        if task is None:
            if topic_is_off(turn, self.topic):
                return
            task = turn.begin(self.name(), self.topic, question=None)
            named = turn.entity("permit_type") or names_project(turn.text)
            task["data"]["subject"] = description_of(turn.text) if named else None
            turn.say("utter_planning_appointment")
        elif await self._fill(turn, task):
            return
        await self._go_on(turn, task)

    async def ask_anew(self, turn: Turn, task: dict[str, Any]) -> None:
        """The last question, wholly in the conversation's language. May raise a CityError."""
        if task["question"]["choices"]:
            await self._go_on(turn, task)
        else:
            turn.ask_again(task)

    async def _fill(self, turn: Turn, task: dict[str, Any]) -> bool:
        """Keeps an answer; True when something has been said and this action has nothing to add."""
        data, question = task["data"], task["data"]["question"]
        if question == "slot":
            return await self._choose_slot(turn, task)
        if question == "confirm":
            return await self._confirm(turn, task)
        if question == "contact":
            data["contact"] = contact_of(turn.text)
        else:
            data[question] = turn.text.strip()[:200]
        return False

    async def _go_on(self, turn: Turn, task: dict[str, Any]) -> None:
        data = task["data"]
        missing = next((name for name in ("subject", "slot", "name", "contact") if not data.get(name)), "confirm")
        again = data["question"] == missing == "contact"
        data["question"] = missing
        if missing == "slot":
            await self._offer_slots(turn, task)
        elif missing == "confirm":
            self._sum_up(turn, task)
        else:
            turn.ask(task, "contact" if missing == "contact" else "text",
                     f"utter_ask_appointment_{missing}{'_again' if again else ''}")

    async def _offer_slots(
        self, turn: Turn, task: dict[str, Any], response: str = "utter_ask_appointment_slot"
    ) -> None:
        data = task["data"]
        today = turn.now.date()
        free = await turn.city.slots(SERVICE, today, today + HORIZON)
        free = [s for s in free if s.starts_at > turn.now and s.id not in data.get("taken", [])]
        after = data.get("after") and datetime.fromisoformat(data["after"])
        free = [s for s in free if not after or s.starts_at > after] or free
        if not free:
            turn.end(task)
            request = {"action": "action_service_request",
                       "request": {"topic": self.topic, "text": data["subject"], "entities": []}}
            turn.say("utter_no_appointment", [{"title": turn.phrase("choice", "message"), "value": request}])
            return
        zone = turn.profile.timezone
        that_day = [s for s in free if s.starts_at.astimezone(zone).date().isoformat() == data.get("day")]
        if data.get("day") and not that_day:
            turn.say("utter_no_slot_that_day", date=day_text(date.fromisoformat(data["day"]), turn.language))
        spread = that_day[:OFFERED] or _spread(free)
        choices = [{"title": self._title(turn, slot), "value": {"slot": _plain(slot)}} for slot in spread]
        last = spread[-1].starts_at.isoformat()
        choices.append({"title": turn.phrase("choice", "later_slots"), "value": {"after": last}})
        turn.ask(task, "value", response, choices)

    async def _choose_slot(self, turn: Turn, task: dict[str, Any]) -> bool:
        data = task["data"]
        if turn.choice.get("slot"):
            data["slot"] = turn.choice["slot"]
            return False
        wished = parse_moment(turn.text, turn.now)
        day = wished and wished.replace(hour=0, minute=0)
        data["question"], data["day"] = "slot", day and day.date().isoformat()
        data["after"] = turn.choice.get("after") or (day and day.isoformat()) or data.get("after")
        await self._offer_slots(turn, task)
        return True

    def _sum_up(self, turn: Turn, task: dict[str, Any]) -> None:
        data = task["data"]
        data.setdefault("key", str(uuid4()))
        choices = [
            {"title": turn.phrase("choice", "book"), "value": {"book": True}},
            {"title": turn.phrase("choice", "other_slot"), "value": {"other_slot": True}},
            {"title": turn.phrase("choice", "drop_request"), "value": {"action": "action_cancel"}},
        ]
        turn.ask(task, "confirm", "utter_ask_confirm_appointment", choices,
                 moment=self._title(turn, Slot(**data["slot"])),
                 subject=data["subject"], name=data["name"], contact=", ".join(data["contact"].values()))

    async def _confirm(self, turn: Turn, task: dict[str, Any]) -> bool:
        data = task["data"]
        if turn.choice.get("other_slot") or turn.declines:
            data["slot"] = None
            return False
        if not (turn.choice.get("book") or turn.accepts):
            data["slot"] = None
            return await self._choose_slot(turn, task)
        body = {"slot_id": data["slot"]["id"], "name": data["name"], "subject": data["subject"], **data["contact"]}
        try:
            booked = await turn.city.book(data["key"], body)
        except (Conflict, NotFound):
            data["taken"] = [*data.get("taken", []), data["slot"]["id"]]
            data["slot"], data["question"] = None, "slot"
            data.pop("key")
            await self._offer_slots(turn, task, "utter_slot_taken")
            return True
        except Rejected:
            data["contact"], data["question"] = None, "contact"
            turn.ask(task, "contact", "utter_ask_appointment_contact_again", error=True)
            return True
        turn.end(task)
        turn.say("utter_appointment_booked", moment=self._title(turn, booked), number=booked.id,
                 place=booked.place)
        close_matter(turn, self.topic)
        return True

    @staticmethod
    def _title(turn: Turn, slot: Slot | Appointment) -> str:
        return moment_text(slot.starts_at.astimezone(turn.profile.timezone), turn.language)


def _plain(slot: Slot) -> dict[str, str]:
    """A slot as JSON, for the conversation's memory."""
    return {name: str(value) for name, value in slot.dict().items() if value is not None}


def _spread(free: list[Slot]) -> list[Slot]:
    """A few slots, of different days when there are."""
    by_day: dict[Any, list[Slot]] = {}
    for slot in free:
        by_day.setdefault(slot.starts_at.date(), []).append(slot)
    firsts = [slots[0] for slots in by_day.values()]
    chosen = (firsts + [s for slots in by_day.values() for s in slots[1:]])[:OFFERED]
    return sorted(chosen, key=lambda s: s.starts_at)
