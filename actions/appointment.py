"""Books an appointment with a department that receives by appointment only."""
from __future__ import annotations

from typing import Any
from uuid import uuid4

from actions.appointment_answers import LONGEST, corrected, name_of
from actions.appointment_slots import choose_slot, offer_slots, title
from actions.base import GuichetAction
from actions.city_errors import Conflict, NotFound, Rejected
from actions.city_types import Slot
from actions.closing import close_matter, topic_is_off
from actions.lookups.permit_requirements import names_project
from actions.request_form import contact_of, description_of
from actions.turn import Turn
from actions.wishes import wish

FIELDS = ("subject", "slot", "name", "contact")


class ActionPlanningAppointment(GuichetAction):
    """Subject, slot, name, contact, confirmation, booking; all of it correctable at the summary."""

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
        if turn.choice.get("edit"):
            data[turn.choice["edit"]] = None
            return False
        if question == "confirm":
            return await self._confirm(turn, task)
        if question == "slot" or turn.text.strip() in data.get("offered", {}):
            return await choose_slot(turn, task)
        if question == "contact":
            data["contact"] = contact_of(turn.text)
            if not data["contact"]:
                corrected(data, turn.text)
        elif question == "name":
            data["contact"] = contact_of(turn.text) or data.get("contact")
            data["name"] = name_of(turn.text)
        else:
            data[question] = turn.text.strip()[:LONGEST]
        return False

    async def _go_on(self, turn: Turn, task: dict[str, Any]) -> None:
        data = task["data"]
        missing = next((name for name in FIELDS if not data.get(name)), "confirm")
        again = data["question"] == missing == "contact"
        data["question"] = missing
        if missing == "slot":
            await offer_slots(turn, task)
        elif missing == "confirm":
            self._sum_up(turn, task)
        else:
            turn.ask(task, "contact" if missing == "contact" else "text",
                     f"utter_ask_appointment_{missing}{'_again' if again else ''}")

    def _sum_up(self, turn: Turn, task: dict[str, Any]) -> None:
        data = task["data"]
        data.setdefault("key", str(uuid4()))
        choices = [
            {"title": turn.phrase("choice", "book"), "value": {"book": True}},
            {"title": turn.phrase("choice", "other_slot"), "value": {"edit": "slot"}},
            {"title": turn.phrase("choice", "correct"), "value": {"correct": True}},
            {"title": turn.phrase("choice", "drop_request"), "value": {"action": "action_cancel"}},
        ]
        turn.ask(task, "confirm", "utter_ask_confirm_appointment", choices,
                 moment=title(turn, Slot(**data["slot"])),
                 subject=data["subject"], name=data["name"], contact=", ".join(data["contact"].values()))

    def _ask_what_to_correct(self, turn: Turn, task: dict[str, Any]) -> None:
        fields = [{"title": turn.phrase("field", name), "value": {"edit": name}} for name in FIELDS]
        stop = {"title": turn.phrase("choice", "drop_request"), "value": {"action": "action_cancel"}}
        turn.ask(task, "correct", "utter_ask_what_to_correct", [*fields, stop])

    async def _confirm(self, turn: Turn, task: dict[str, Any]) -> bool:
        data, asked_to_confirm = task["data"], task["awaiting"] == "confirm"
        if turn.choice.get("book") or (not turn.choice and turn.accepts and asked_to_confirm):
            return await self._book(turn, task)
        if not turn.choice and (corrected(data, turn.text) or (turn.accepts and not asked_to_confirm)):
            return False
        if not turn.choice and wish(turn.text, turn.now):
            data["slot"] = None
            return await choose_slot(turn, task)
        self._ask_what_to_correct(turn, task)
        return True

    async def _book(self, turn: Turn, task: dict[str, Any]) -> bool:
        data = task["data"]
        body = {"slot_id": data["slot"]["id"], "name": data["name"], "subject": data["subject"], **data["contact"]}
        try:
            booked = await turn.city.book(data["key"], body)
        except (Conflict, NotFound):
            data["taken"] = [*data.get("taken", []), data["slot"]["id"]]
            data["slot"], data["question"] = None, "slot"
            data.pop("key")
            await offer_slots(turn, task, "utter_slot_taken")
            return True
        except Rejected:
            data["contact"], data["question"] = None, "contact"
            turn.ask(task, "contact", "utter_ask_appointment_contact_again", error=True)
            return True
        turn.end(task)
        where = "" if booked.place else "_without_place"
        turn.say(f"utter_appointment_booked{where}", moment=title(turn, booked), number=booked.id, place=booked.place)
        close_matter(turn, self.topic)
        return True
