"""What one turn of the conversation does: the steps for a message, given what is going on.

Pure functions on plain dictionaries, so that they can be read and tested without Rasa. A step is
`{"action": name, "request": {...} | None}`; a plan is `{"turn", "current", "steps", "deferred"}` and lives in
the slot of that name.
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.consent import says_yes
from dialogue import attesting
from dialogue.choices import chosen
from dialogue.continuation import continues
from dialogue.followup import asks_when, follows
from dialogue.subject import joined, named
from nlu.text import plain

Step = dict[str, Any]
Plan = dict[str, Any]

ORDER = {"action_answer": 0, "action_account": 0}   # what needs nothing more from the citizen comes first, forms last
# after these nothing is resumed in the same turn
ALONE = {"action_emergency", "action_talk_to_human", "action_delete_data"}
FORM_ACTIONS = ("action_service_request", "action_planning_appointment")
STEERING = {"talk_to_human", "cancel", "switch_language", "delete_data", "bot_identity", "privacy_info", "help_topics"}
TYPED = {"text", "string", "number", "contact"}   # awaited in the citizen's own words or figures
OFFERS = {"action_talk_to_human", "action_service_request"}
FEW = 5                                               # words of a message that may be an aside
_SKIPS = re.compile(r"(?:skip|passer?|je passe|next|suivante?)(?: (?:it|this|that|ca|cette question))?\W*")
_FIGURE = re.compile(r"\W*\d+\W*")
SMALL_TALK = {"greet", "goodbye", "thanks", "affirm", "deny", "insult", "inform"}


def build(message: Mapping[str, Any], slots: Mapping[str, Any], actions: Mapping[str, list[str]]) -> Plan:
    """The plan of a new turn.

    Args:
        message: parse data of the citizen's message (text, intent, requests, emergency, metadata).
        slots: current slot values.
        actions: names of the actions to run for each topic, from the rules in data/.
    """
    before = slots.get("plan") or {}
    plan = {"turn": before.get("turn", 0) + 1, "current": None, "steps": [], "deferred": before.get("deferred", [])}
    plan["steps"] = _steps(message, slots, actions)
    if (message.get("metadata") or {}).get("disclose"):
        plan["steps"].insert(0, _step("action_disclose"))
    plan["alone"] = any(step["action"] in ALONE for step in plan["steps"])
    titles = [choice["title"] for choice in slots.get("choices") or []]
    plan["pressed"] = message.get("text") if message.get("text") in titles else None
    if any(step["action"] == "action_cancel" for step in plan["steps"]):
        plan["deferred"] = []
    return plan


def advance(plan: Plan, tasks: list[Mapping[str, Any]]) -> Plan:
    """The plan with its next step as `current`, or with `current` None when the citizen must speak now."""
    plan = {**plan, "steps": list(plan["steps"]), "deferred": list(plan["deferred"])}
    asked = bool(tasks) and tasks[-1].get("asked") == plan["turn"]
    if asked:
        plan["deferred"] = plan["steps"] + plan["deferred"]
        plan["steps"] = []
    elif not plan["steps"] and not tasks:
        plan["steps"], plan["deferred"] = plan["deferred"], []
    if plan["steps"]:
        plan["current"] = plan["steps"].pop(0)
    elif tasks and not asked and not plan.get("alone"):
        plan["current"] = _step("action_resume")
    else:
        plan["current"] = None
    return plan


def _steps(message: Mapping[str, Any], slots: Mapping[str, Any], actions: Mapping[str, list[str]]) -> list[Step]:
    metadata = message.get("metadata") or {}
    if message.get("emergency"):
        return [_step("action_emergency", {**_request(message), "kind": message["emergency"]})]
    if slots.get("owner") == "queue":
        return [_step("action_cancel", _request(message))]
    if metadata.get("refused"):
        return [_step("action_refuse_identifier")]
    text = message.get("text") or ""
    choice = _chosen(text, slots)
    if choice is not None:
        return _choice_steps(choice, message, slots, actions)
    if slots.get("tasks") and text and text == (slots.get("plan") or {}).get("pressed"):
        return [_step("action_resume")]   # a second tap on a button that has been answered
    requests = message.get("requests") or []
    tasks = slots.get("tasks") or []
    if tasks and tasks[-1]["action"] in FORM_ACTIONS and _SKIPS.fullmatch(plain(message.get("text") or "").strip()):
        return [_step(tasks[-1]["action"], _request(message))]   # the question, not the matter
    steering = [r for r in requests if r["decision"] == "sure" and r["topic"] in STEERING]
    if tasks and not steering and continues(tasks[-1], message):
        return [_step("action_resume" if _stale(tasks[-1], slots, message) else tasks[-1]["action"], _request(message))]
    last = slots.get("last_topic")
    requests = [one for request in requests for one in joined(named(request))]
    if not tasks and not steering and _of_a_request(last, actions) and asks_when(message, slots):
        return _topic_steps({**_request(message), "topic": "request_status", "decision": "sure"}, actions)
    if not tasks and not steering and follows({**message, "requests": requests}, last):
        return _topic_steps({**_request(message), "topic": last, "decision": "sure", "follows": True}, actions)
    return _request_steps(requests or [_request(message)], actions)


def _of_a_request(topic: str | None, actions: Mapping[str, list[str]]) -> bool:
    return topic == "request_status" or "action_service_request" in actions.get(topic or "", [])


def _stale(task: Mapping[str, Any], slots: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    """Whether something graver came after the question: a few words (« ok c'est réglé ») may not be meant for it."""
    text = message.get("text") or ""
    last = (slots.get("plan") or {}).get("turn", 0)
    return task.get("asked", last) < last and len(text.split()) <= FEW and not re.search(r"[\d@]", text)


def _chosen(text: str, slots: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The choice that a message picks; a bare figure picks none where a figure may be the answer."""
    tasks = slots.get("tasks") or []
    if tasks and tasks[-1].get("awaiting") in TYPED and _FIGURE.fullmatch(text):
        return None
    choices = slots.get("choices") or []
    return chosen(text, choices) or attesting.answer(text, slots) or (None if tasks else _only_offer(text, choices))


def _only_offer(text: str, choices: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The one thing offered, when the citizen says yes to it: a person, or a message to leave."""
    if len(choices) != 1 or not says_yes(text):
        return None
    value = choices[0]["value"]
    return value if value.get("action") in OFFERS else None


def _choice_steps(
    choice: Mapping[str, Any], message: Mapping[str, Any], slots: Mapping[str, Any], actions: Mapping[str, list[str]]
) -> list[Step]:
    request = {**_request(message), "choice": choice, **(choice.get("request") or {})}
    if choice.get("topic"):
        return _topic_steps({**request, "topic": choice["topic"], "decision": "sure"}, actions)
    tasks = slots.get("tasks") or []
    if choice.get("action"):
        return [_step(choice["action"], request), *choice.get("then", [])]
    return [_step(tasks[-1]["action"], request)] if tasks else [_step("action_clarify", request)]


def _request_steps(requests: list[Mapping[str, Any]], actions: Mapping[str, list[str]]) -> list[Step]:
    if len(requests) > 1:
        requests = [r for r in requests if r.get("topic") not in SMALL_TALK] or requests[:1]
    steps = [step for request in requests for step in _topic_steps(request, actions)]
    return sorted(steps, key=lambda step: 2 if step["action"] in FORM_ACTIONS else ORDER.get(step["action"], 1))


def _topic_steps(request: Mapping[str, Any], actions: Mapping[str, list[str]]) -> list[Step]:
    if request.get("decision") != "sure" or request.get("topic") not in actions:
        return [_step("action_clarify", request)]
    return [_step(action, request) for action in actions[request["topic"]]]


def _request(message: Mapping[str, Any]) -> dict[str, Any]:
    requests = message.get("requests") or []
    first = requests[0] if requests else {}
    return {
        "text": message.get("text") or "",
        "lines": message.get("lines"),
        "topic": first.get("topic"),
        "confidence": first.get("confidence", 0.0),
        "decision": first.get("decision", "unsure"),
        "ranking": first.get("ranking", []),
        "entities": message.get("entities") or [],
        "location": (message.get("metadata") or {}).get("location"),
    }


def _step(action: str, request: Mapping[str, Any] | None = None) -> Step:
    return {"action": action, "request": dict(request) if request else None}
