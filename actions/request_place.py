"""Where a service request is: searched address, shared position, or the citizen's own words."""
from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from actions.address_words import ASIDE, address_of, complete, says_unknown, strip_lead
from actions.addresses import among, candidates, guessed, keep, pick, search
from actions.choices import person_choice
from actions.city_errors import CityError
from actions.city_types import Address
from actions.place_words import BETWEEN, CORNER, HOME, LANDMARK, LONGEST, SAME, landmark_in
from actions.request_definition import tell_once
from actions.turn import Turn
from nlu.text import plain

SHORTEST = 4                 # characters of a place in the citizen's own words
STUCK = 2                    # places that could not be read, from which a way out is offered


async def opening_place(turn: Turn, task: dict[str, Any]) -> None:
    """Takes the place told in the opening message, or shared with it."""
    if turn.position:
        _keep_position(task, turn.position)
        return
    landmark = landmark_in(turn.text)
    own = address_of(turn)
    if own and not (landmark and not re.search(r"\d", own)):
        await find_place(turn, task, own)
    elif not await _guessed(turn, task) and landmark:
        task["data"]["place"] = {"label": landmark}
    elif turn.entity("address"):
        await _offer_shared(turn, turn.entity("address") or "")


async def _guessed(turn: Turn, task: dict[str, Any]) -> bool:
    """Takes the one address that the city knows among the words (« gros trou 145 tilleuls »)."""
    with suppress(CityError):
        found = await guessed(turn, by_street=False)
        if len(found) == 1:
            task["data"]["place"] = keep(turn, found[0].dict())
        return len(found) == 1
    return False


async def _offer_shared(turn: Turn, text: str) -> None:
    """The address of another part of the message may be this one's: it is remembered, and asked."""
    with suppress(CityError):
        match = pick(*await search(turn, complete(strip_lead(text), turn.slots.get("address"))))
        if match:
            keep(turn, match.dict())


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
    elif choice.get("elsewhere") or (turn.declines and not says_unknown(turn.text) and _offered_known(task)):
        data["place_refused"] = True
        turn.ask(task, "place", "utter_ask_place")
    elif turn.position:
        _keep_position(task, turn.position)
    elif turn.slots.get("address") and (SAME.search(plain(turn.text)) or (_offered_known(task) and turn.accepts)):
        data["place"] = turn.slots["address"]
    elif _says_no_place(turn):
        data["place_in_words"] = True
        task["failures"] += 1
        turn.ask(task, "place", "utter_ask_place_in_words", _ways_out(turn, task), error=True)
    else:
        corner = (CORNER.search(turn.text) or BETWEEN.search(turn.text)) and not turn.text[0].isdigit()
        await find_place(turn, task, turn.text if corner else among(address_of(turn) or turn.text, candidates(task)))
    return not turn.asked


def _offered_known(task: dict[str, Any]) -> bool:
    return (task.get("question") or {}).get("response") == "utter_ask_place_known"


def _says_no_place(turn: Turn) -> bool:
    """A yes, a skip, « je sais pas l'adresse »: nothing to look up."""
    if re.search(r"\d", turn.text):
        return False
    return turn.accepts or turn.declines or says_unknown(turn.text) or plain(turn.text).strip(" .!?") in ASIDE


def _ways_out(turn: Turn, task: dict[str, Any]) -> list[dict[str, Any]]:
    """A person or an end, offered once answers have failed."""
    if task["failures"] < STUCK:
        return []
    return [person_choice(turn, "form_stuck"),
            {"title": turn.phrase("choice", "drop_request"), "value": {"action": "action_cancel"}}]


async def find_place(turn: Turn, task: dict[str, Any], text: str) -> None:
    """Looks a place up: kept when it is one, asked when it is several, in words when it is a landmark."""
    data, known = task["data"], turn.slots.get("address")
    if HOME.search(plain(text)) and not re.search(r"\d", text):
        _at_home(turn, task)
        return
    query = complete(complete(strip_lead(text), data.get("place")), known)
    if (CORNER.search(text) or BETWEEN.search(text)) and not re.match(r"\s*\d+ ", query):
        data["place"] = {"label": strip_lead(text)[:LONGEST]}
        return
    try:
        query, found = await search(turn, query)
    except CityError:
        _keep_words(turn, task, query)
        return
    match = pick(query, found)
    if match:
        data["place"] = keep(turn, match.dict())
        return
    if not found and _in_words(data, text):
        data["place"] = {"label": text.strip()[:LONGEST]}
        return
    data["place"], data["question"] = None, "place"
    _ask_which(turn, task, query, found)


def _in_words(data: dict[str, Any], text: str) -> bool:
    """Whether a place that is in no list goes as it is told: a landmark, or words asked for in place of an address."""
    told = len(text.split()) > 1 and not re.search(r"\d", text) and "?" not in text
    return told and bool(data.get("place_in_words") or LANDMARK.search(plain(text)))


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
    choices += [] if found else _ways_out(turn, task)
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
