"""One action's view of the conversation: what is asked, what is remembered, what to say."""
from __future__ import annotations

import copy
import re
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import phrases
from actions.city import City, city
from actions.consent import says_no, says_yes
from cities.current import current
from cities.profile import Profile

Choice = dict[str, Any]
STUCK = 2   # failures of a matter after which a person is offered


class Turn:
    """Reads slots and the current request; collects replies and slot changes."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher, self.tracker = dispatcher, tracker
        self._before: dict[str, Any] = tracker.slots
        self.slots: dict[str, Any] = copy.deepcopy(tracker.slots)
        plan = self.slots.get("plan") or {}
        self.number: int = plan.get("turn", 0)
        self.request: dict[str, Any] = (plan.get("current") or {}).get("request") or {}
        self.tasks: list[dict[str, Any]] = self.slots.get("tasks") or []
        self._offered: list[Choice] = self.slots.get("choices") or []   # in this turn, the last ones first

    @property
    def language(self) -> str:
        """`fr` or `en`."""
        return "en" if self.slots.get("language") == "en" else "fr"

    @property
    def profile(self) -> Profile:
        """The city's profile."""
        return current()

    @property
    def city(self) -> City:
        """The city's API."""
        return city()

    @property
    def now(self) -> datetime:
        """The moment in the city's time zone."""
        return datetime.now(self.profile.timezone)

    @property
    def conversation(self) -> str:
        """Id of the conversation."""
        return self.tracker.sender_id

    @property
    def text(self) -> str:
        """What the citizen wrote, of which this request may be a part."""
        return self.request.get("text") or ""

    @property
    def lines(self) -> str:
        """The text with the citizen's own line breaks."""
        return self.request.get("lines") or self.text

    @property
    def choice(self) -> dict[str, Any]:
        """What the citizen chose among the choices offered; {} when they did not choose."""
        return self.request.get("choice") or {}

    @property
    def position(self) -> dict[str, float] | None:
        """The position that the citizen shared on purpose: {lat, long}."""
        return self.request.get("location")

    @property
    def accepts(self) -> bool:
        """Whether the message says yes."""
        sure = self.request.get("topic") == "affirm" and self.request.get("decision") == "sure"
        return says_yes(self.text) or (sure and not re.search(r"\d", self.text))

    @property
    def declines(self) -> bool:
        """Whether the message says no, and nothing else."""
        sure = self.request.get("topic") == "deny" and self.request.get("decision") == "sure"
        return says_no(self.text) or (sure and not re.search(r"\d", self.text))

    def entities(self, name: str) -> list[dict[str, Any]]:
        """Entities of a kind in this request, in order: [{entity, value, …}]."""
        return [e for e in self.request.get("entities") or [] if e.get("entity") == name]

    def entity(self, name: str) -> str | None:
        """First entity of a kind."""
        found = self.entities(name)
        return str(found[0]["value"]) if found else None

    def phrase(self, group: str, key: str, **values: object) -> str:
        """A phrase in the conversation's language."""
        return phrases.phrase(group, key, self.language, **values)

    def label(self, topic: str) -> str:
        """A topic's name for choices, in the conversation's language."""
        return phrases.label(topic, self.language)

    def say(self, response: str, choices: list[Choice] | None = None, **values: object) -> None:
        """Utters a reply of data/, with choices as buttons: [{title, value}]."""
        choices = _unique(choices or [])
        buttons = [{"title": c["title"], "payload": c["title"]} for c in choices] or None
        self._dispatcher.utter_message(response=response, buttons=buttons, **{"language": self.language, **values})
        if choices:
            self._offered = _unique([*choices, *self._offered])
            self.slots["choices"] = self._offered

    # ---- unfinished matters -------------------------------------------------------------------

    def task(self, action: str) -> dict[str, Any] | None:
        """The unfinished matter of this action, if it is the one going on."""
        top = self.tasks[-1] if self.tasks else None
        return top if top and top["action"] == action else None

    def begin(self, action: str, topic: str, **data: Any) -> dict[str, Any]:
        """Opens a matter on top of the others."""
        task = {"action": action, "topic": topic, "awaiting": None, "asked": 0, "failures": 0,
                "data": {"topic": topic, **data}}
        self.tasks.append(task)
        return task

    def ask(
        self, task: dict[str, Any], awaiting: str, response: str, choices: list[Choice] | None = None,
        error: bool = False, **values: object,
    ) -> None:
        """Asks something for a matter; it can be asked again after a digression.

        Args:
            error: the same question in other words after an answer that could not be used; what is asked again
                later is the plain one.
        """
        task.update(awaiting=awaiting, asked=self.number)
        choices = [self._with_old_title(task, choice) for choice in choices or []]
        if not error or not task.get("question"):
            task["question"] = {"response": response, "choices": choices, "values": values, "language": self.language}
        self.say(response, choices, **values)

    def _with_old_title(self, task: dict[str, Any], choice: Choice) -> Choice:
        """A choice that also knows its title in the other language, which may still be on the citizen's screen."""
        question = task.get("question") or {}
        old = next((c for c in question.get("choices") or [] if c["value"] == choice["value"]), {})
        if old.get("title") == choice["title"]:
            also = old.get("also")
        else:
            also = old.get("title") if question.get("language") != self.language else None
        return {**choice, "also": also} if also else choice

    def ask_again(self, task: dict[str, Any]) -> None:
        """Repeats a matter's last question."""
        question = task["question"]
        task["asked"] = self.number
        self.say(question["response"], question["choices"], **question["values"])

    @property
    def asked(self) -> bool:
        """Whether the top matter has asked something in this turn."""
        return bool(self.tasks) and self.tasks[-1]["asked"] == self.number

    def alone(self) -> None:
        """Nothing unfinished is taken up again in this turn: the citizen has something else to answer."""
        self.slots["plan"] = {**(self.slots.get("plan") or {}), "alone": True}

    def end(self, task: dict[str, Any]) -> None:
        """Closes a matter."""
        self.tasks = [other for other in self.tasks if other is not task]

    # ---- memory ---------------------------------------------------------------------------------

    def remember(self, name: str, value: Any) -> None:
        """Keeps a piece of information for the rest of the conversation."""
        self.slots["remembered"] = {**(self.slots.get("remembered") or {}), name: value}

    def recall(self, name: str) -> Any:
        """A piece of information given earlier, or None."""
        return (self.slots.get("remembered") or {}).get(name)

    def events(self) -> list[EventType]:
        """Slot changes of this action."""
        self.slots["tasks"] = self.tasks
        return [SlotSet(name, value) for name, value in self.slots.items() if value != self._before.get(name)]


def _unique(choices: list[Choice]) -> list[Choice]:
    """A press sends its title, so no two choices may bear the same."""
    return list({choice["title"]: choice for choice in reversed(choices)}.values())[::-1]
