"""Where a service request is: searched address, shared position, or the citizen's own words."""
from __future__ import annotations

import re
from typing import Any

from actions.address_words import ASIDE, CORRECTION, complete, strip_lead
from actions.addresses import keep, pick, search
from actions.city_errors import CityError
from actions.city_types import Address
from actions.request_definition import tell_once
from actions.request_form import PLACELESS, contact_of
from actions.turn import Turn
from nlu.text import plain

_HOME = re.compile(
    r"\b(?:chez (?:nous|moi|nou)|"
    r"(?:devant|en avant|en face|proche|pres|a cote) (?:de )?(?:la|ma|notre) (?:maison|porte|cour|entree)|"
    r"(?:in front of|near|outside|by) (?:my|our) (?:house|place|home|door|driveway)|"
    r"at home|my house|ma rue|my street)\b"
)
SHORTEST, LONGEST = 4, 120   # characters of a place in the citizen's own words
_CIVIC = re.compile(r"\d{1,5}(?:\s?[a-z])?\b(?P<street>\W+\w{3,})?")


async def opening_place(turn: Turn, task: dict[str, Any]) -> None:
    """Takes the place told in the opening message, or shared with it."""
    if turn.position:
        _keep_position(task, turn.position)
    elif turn.entity("address"):
        await _search(turn, task, turn.entity("address") or "")


def ask_place(turn: Turn, task: dict[str, Any]) -> None:
    """Asks for the place; an address already known is offered first."""
    known = turn.slots.get("address")
    if known and not task["data"].get("place_refused"):
        elsewhere = {"title": turn.phrase("choice", "elsewhere"), "value": {"elsewhere": True}}
        choices = [{"title": known["label"], "value": {"address": known}}, elsewhere]
        turn.ask(task, "place", "utter_ask_place_known", choices, address=known["label"])
    else:
        turn.ask(task, "place", "utter_ask_place")


def ask_place_anew(turn: Turn, task: dict[str, Any]) -> None:
    """The last question on the place, in the conversation's language; addresses have none."""
    question = task["question"]
    found = [Address(**c["value"]["address"]) for c in question["choices"] if c["value"].get("address")]
    if question["response"] == "utter_ask_which_place":
        _ask_which(turn, task, question["values"]["query"], found)
    elif question["choices"]:
        ask_place(turn, task)
    else:
        turn.ask_again(task)


async def answer_place(turn: Turn, task: dict[str, Any]) -> bool:
    """Keeps the place that the citizen gave; False when something had to be asked."""
    choice, data = turn.choice, task["data"]
    if choice.get("address"):
        data["place"] = keep(turn, choice["address"])
    elif choice.get("words"):
        data["place"] = {"label": choice["words"]}
    elif choice.get("elsewhere") or turn.declines:
        data["place_refused"] = True
        turn.ask(task, "place", "utter_ask_place")
    elif turn.position:
        _keep_position(task, turn.position)
    elif turn.slots.get("address") and turn.accepts:
        data["place"] = turn.slots["address"]
    else:
        await _search(turn, task, turn.entity("address") or turn.text)
    return not turn.asked


async def corrected_place(turn: Turn, task: dict[str, Any]) -> bool:
    """Changes the place when a message corrects it (« non, au 312 »), whatever was asked; True when it did."""
    data = task["data"]
    if turn.choice or data["topic"] in PLACELESS or not data.get("place") or not _corrects(turn, task):
        return False
    await _search(turn, task, turn.entity("address") or turn.text)
    data["compared"] = False
    return True


def _corrects(turn: Turn, task: dict[str, Any]) -> bool:
    """Whether a message speaks of the place, when something else was asked."""
    text, awaiting = plain(turn.text), task["awaiting"]
    if awaiting == "contact" and contact_of(turn.text):
        return False
    if turn.entity("address"):
        return bool(CORRECTION.search(text)) or awaiting == "confirm"
    civic = _CIVIC.match(plain(strip_lead(turn.text)))
    if not civic or not CORRECTION.search(text):
        return False
    if civic["street"]:
        return awaiting not in ("text", "string")
    answers = awaiting in ("value", "number") and not re.search(r"\b(?:au|at) \d", text)   # a number that was asked
    return not answers


async def _search(turn: Turn, task: dict[str, Any], text: str) -> None:
    data, known = task["data"], turn.slots.get("address")
    if _HOME.search(plain(text)) and not re.search(r"\d", text):
        _at_home(turn, task)
        return
    query = complete(complete(strip_lead(text), data.get("place")), known)
    try:
        query, found = await search(turn, query)
    except CityError:
        _keep_words(turn, task, query)
        return
    match = pick(query, found)
    if match:
        data["place"] = keep(turn, match.dict())
        return
    data["place"], data["question"] = None, "place"
    _ask_which(turn, task, query, found)


def _at_home(turn: Turn, task: dict[str, Any]) -> None:
    """« Devant chez nous »: the address already known, or the one to ask."""
    if turn.slots.get("address"):
        task["data"]["place"] = turn.slots["address"]
        return
    task["data"]["question"] = "place"
    turn.ask(task, "place", "utter_ask_address")


def _ask_which(turn: Turn, task: dict[str, Any], query: str, found: list[Address]) -> None:
    """Offers what was found, and the citizen's own words: a pothole is often between two addresses."""
    choices = [{"title": a.label, "value": {"address": a.dict()}} for a in found[:5]]
    words = query.strip()[:LONGEST]
    choices.append({"title": turn.phrase("choice", "own_words", words=words[:60]), "value": {"words": words}})
    task["failures"] += not found
    response = "utter_ask_which_place" if found else "utter_place_not_found"
    if not found and not task.get("question"):
        task["question"] = {"response": "utter_ask_place", "choices": [], "values": {}}
    turn.ask(task, "place", response, choices, error=not found, query=words)


def _keep_words(turn: Turn, task: dict[str, Any], words: str) -> None:
    """The city cannot look the place up now: what the citizen wrote goes with the request, and they see it before."""
    tell_once(turn, task["data"])
    if not re.search(r"\d", words) and (turn.accepts or turn.declines or len(words) < SHORTEST or plain(words) in ASIDE):
        task["data"]["question"] = "place"
        turn.ask(task, "place", "utter_ask_place")
        return
    task["data"]["place"] = {"label": words.strip()[:LONGEST]}


def _keep_position(task: dict[str, Any], position: dict[str, Any]) -> None:
    task["data"]["place"] = {"latitude": position["lat"], "longitude": position["long"]}
