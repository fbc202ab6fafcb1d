"""The one form of all ticket topics: describe, locate, complete, confirm, promise."""
from __future__ import annotations

from typing import Any

from actions import request_form as form
from actions.base import GuichetAction
from actions.closing import topic_is_off
from actions.notices import show_notices
from actions.place_correction import corrected_place
from actions.request_contact import STUCK, answer_contact, ask_contact, ways_out_of
from actions.request_definition import load, tell_once
from actions.request_details import add, added, detail
from actions.request_place import answer_place, ask_place, ask_place_anew, opening_place
from actions.request_send import send
from actions.request_summary import answer_duplicate, confirm, duplicates, offer_duplicate
from actions.turn import Turn


class ActionServiceRequest(GuichetAction):
    """Opens an Open311 service request, one question at a time."""

    topic = "service_request"
    keeps_task = True

    async def act(self, turn: Turn) -> None:
        """See GuichetAction."""
        task = turn.task(self.name())
        message = (turn.choice.get("request") or {}).get("topic") in form.NEEDS_CONTACT
        if task is None or message:   # a message may be left from within a form
            await self._open(turn)
            return
        data = task["data"]
        await load(turn, data)
        if turn.choice.get("edit"):
            self._edit(data, turn.choice["edit"])
        elif task["awaiting"] in ("confirm", "correct"):
            if await self._confirmed(turn, task):
                return
        elif not await self._fill(turn, task):
            return
        await self._go_on(turn, task)

    async def ask_anew(self, turn: Turn, task: dict[str, Any]) -> None:
        """The last question, wholly in the conversation's language; as it was when the city cannot give its words now."""
        data = task["data"]
        if not await load(turn, data):
            turn.ask_again(task)
        elif task["awaiting"] == "correct":
            self._ask_what_to_correct(turn, task)
        elif data.get("question") == "place":
            ask_place_anew(turn, task)
        else:
            data["compared"] = data.get("compared") and data.get("question") != "duplicate"
            await self._go_on(turn, task)

    async def _open(self, turn: Turn) -> None:
        topic = turn.request["topic"]
        if topic_is_off(turn, topic):
            return
        await show_notices(turn, topic, grave=True)
        code = turn.profile.service_code(topic)
        task = turn.begin(self.name(), topic, code=code, values={}, contact=None, place=None, attributes=[],
                          description=form.description_of(turn.text), opening=turn.text.strip())
        answers = await load(turn, task["data"])
        message = topic in form.NEEDS_CONTACT
        if message:
            form.fill_message(task["data"])
            form.keep_told(task["data"], turn.request.get("told") or {}, turn.entity("address"))
        turn.say("utter_message_started" if message else "utter_request_started", topic=turn.label(topic))
        form.tell_information(turn, task["data"])
        if not answers:
            tell_once(turn, task["data"])
        if topic not in form.PLACELESS:
            await opening_place(turn, task)
        if not turn.asked:
            await self._go_on(turn, task)

    async def _fill(self, turn: Turn, task: dict[str, Any]) -> bool:
        """Keeps the answer to the pending question; False when it has been asked again."""
        data, question = task["data"], task["data"].get("question")
        if question != "place" and await corrected_place(turn, task):
            return not turn.asked
        if question == "place":
            return await answer_place(turn, task)
        if question == "description" and form.skips(turn):
            turn.ask(task, "text", "utter_ask_description")
            return False
        if question == "description":
            before = (data.pop("told", None) or {}).get("text") or ""
            data["description"] = "\n".join(filter(None, (before, turn.text.strip())))[: form.MAX_DESCRIPTION]
            if data["description"] and not data.get("place") and data["topic"] not in form.PLACELESS:
                await self._place_in_description(turn, task)
            return bool(data["description"]) and not turn.asked
        if question == "contact":
            return answer_contact(turn, task)
        if question == "duplicate":
            return answer_duplicate(turn, task)
        attribute = form.attribute_named(data, question)
        if form.fill_attribute(turn, data, attribute):
            return True
        task["failures"] += 1
        if task["failures"] > STUCK and not attribute.required:
            data["values"][attribute.code] = ""
            return True
        more = detail(turn) if attribute.values else None   # among figures and dates, it was meant as one
        if more:
            add(data, more)
            turn.say("utter_detail_noted")
        if task["failures"] > STUCK + 1:
            turn.say("utter_attribute_stuck")
        ways_out = ways_out_of(turn) if task["failures"] >= STUCK else []
        form.ask_attribute(turn, task, attribute, error=True, ways_out=ways_out, needed=form.skips(turn))
        return False

    @staticmethod
    async def _place_in_description(turn: Turn, task: dict[str, Any]) -> None:
        """Takes a place told as the description; « devant le 40 » says nothing without the opening words."""
        data = task["data"]
        await opening_place(turn, task)
        if data.get("place"):
            data["description"] = f"{data['opening']}, {data['description']}"[: form.MAX_DESCRIPTION]

    async def _go_on(self, turn: Turn, task: dict[str, Any]) -> None:
        """Asks what is still missing, or sums up."""
        data = task["data"]
        question = form.next_question(data)
        if question not in ("description", "place") and not data.get("compared"):
            data["compared"] = True
            near = await duplicates(turn, data)
            if near:
                data["question"] = "duplicate"
                offer_duplicate(turn, task, near)
                return
        data["question"] = question
        if question is None:
            confirm(turn, task)
        elif question == "place":
            ask_place(turn, task)
        elif question == "description":
            turn.ask(task, "text", "utter_ask_description")
        elif question == "contact":
            ask_contact(turn, task)
        else:
            form.ask_attribute(turn, task, form.attribute_named(data, question))

    async def _confirmed(self, turn: Turn, task: dict[str, Any]) -> bool:
        """True when the matter is over or a question has been asked."""
        if turn.choice.get("send") or (not turn.choice and turn.accepts and task["awaiting"] == "confirm"):
            if form.next_question(task["data"]):
                return False   # the city, back since, asks for more
            await send(turn, task)
            return True
        contact = form.contact_of(turn.text)
        if contact and not turn.choice:
            task["data"]["contact"] = contact
            return False
        if task["awaiting"] == "correct" and turn.accepts:
            return False
        more = added(turn)
        if more:
            add(task["data"], more)
            return False
        if form.corrected_attribute(turn, task["data"]):
            return False
        if await corrected_place(turn, task):
            return turn.asked
        self._ask_what_to_correct(turn, task)
        return True

    def _ask_what_to_correct(self, turn: Turn, task: dict[str, Any]) -> None:
        turn.ask(task, "correct", "utter_ask_what_to_correct", self._fields(turn, task["data"]))

    @staticmethod
    def _edit(data: dict[str, Any], field: str) -> None:
        data["compared"] = data.get("compared") and field != "place"
        if field.startswith("attribute:"):
            data["values"].pop(field.partition(":")[2], None)
        else:
            data[field] = None

    def _fields(self, turn: Turn, data: dict[str, Any]) -> list[dict[str, Any]]:
        names = ["description", *([] if data["topic"] in form.PLACELESS else ["place"]), "contact"]
        fields = [{"title": turn.phrase("field", name), "value": {"edit": name}} for name in names]
        fields += [{"title": a.description or a.code, "value": {"edit": f"attribute:{a.code}"}}
                   for a in form.attributes(data)]
        return [*fields, ways_out_of(turn)[-1]]
