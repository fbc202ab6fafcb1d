"""Finds the address that a citizen means: search, choice, correction, and asking when it is not known."""
from __future__ import annotations

import re
from typing import Any

from actions.address_words import GENERIC, address_of, complete, guesses, may_be_an_address, street_of, streets, strip_lead
from actions.city_types import Address
from actions.turn import Turn
from nlu.text import plain

SHORTER = 3   # words left out at the most
_KIND = re.compile(r"\b(?:rue|av|ave|avenue|boul|boulevard|ch|chemin|place|montee|rang|croissant|impasse|allee|road)\b")
_NUMBER = re.compile(r"\b\d{1,5}\s?[a-zA-Z]?\b(?!['’])(?!\s*(?:e|er|re|eme|ième|th|st|nd|rd)\b)")


def searched(turn: Turn, asked: bool) -> str | None:
    """The text to search: the address told, or the answer when an address was asked."""
    known = turn.slots.get("address")
    own = address_of(turn) or turn.entity("address")
    if own:
        return complete(own, known)
    corrects = turn.request.get("follows") and _NUMBER.search(turn.text)
    if corrects or (asked and may_be_an_address(turn)):
        return complete(strip_lead(turn.text), known)
    return None


def pick(query: str, found: list[Address]) -> Address | None:
    """The one address that the query names, or None when several fit."""
    if not found:
        return None
    fitting = [a for a in found if _fits(query, a.label)]
    if len(fitting) == 1:
        return fitting[0]
    exact = [a for a in fitting if _words(query) == _words(a.label) and _kind(query) in (None, _kind(a.label))]
    if len(exact) == 1:
        return exact[0]
    return found[0] if len(found) == 1 and (_number(query) == _number(found[0].label)) else None


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", plain(text)) if w not in GENERIC}


def _number(text: str) -> str | None:
    match = _NUMBER.search(text)
    return match.group().replace(" ", "").lower() if match else None


def _kind(text: str) -> str | None:
    match = _KIND.search(plain(text))
    return match.group()[:2] if match else None


def _fits(query: str, label: str) -> bool:
    return _number(query) is not None and _number(query) == _number(label) and _words(query) <= _words(label)


async def need_address(turn: Turn, action: str, topic: str) -> dict[str, Any] | None:
    """The citizen's address, or None after asking for it, offering choices, or saying that it is not found."""
    task = turn.task(action)
    if turn.choice.get("address"):
        return keep(turn, turn.choice["address"])
    offered, asked = candidates(task), bool(task) and task["awaiting"] == "address"
    if len(offered) == 1 and turn.accepts:
        return keep(turn, offered[0].dict())
    query = searched(turn, asked)
    if query is None:
        return await _without_query(turn, action, topic)
    query = among(query, offered)
    query, found = await search(turn, query)
    match = pick(query, found)
    if match:
        return keep(turn, match.dict())
    _ask_which(turn, task or _begin(turn, action, topic), query, found)
    return None


async def _without_query(turn: Turn, action: str, topic: str) -> dict[str, Any] | None:
    """What the words may hold all the same, then the address already known, then the question."""
    found = await guessed(turn)
    if len(found) == 1:
        return keep(turn, found[0].dict())
    known = turn.slots.get("address")
    if known and (not found or any(a.id == known.get("id") for a in found)):
        return known
    task = turn.task(action) or _begin(turn, action, topic)
    if turn.request.get("topic") == topic:
        task["data"]["request"] = turn.request   # asked again with other pieces
    if found:
        _ask_which(turn, task, "", found)
    else:
        turn.ask(task, "address", "utter_ask_address")
    return None


def _begin(turn: Turn, action: str, topic: str) -> dict[str, Any]:
    return turn.begin(action, topic, request=turn.request)


async def guessed(turn: Turn, by_street: bool = True) -> list[Address]:
    """Addresses that the city knows among the words: a number and a name, else a street without a number; [] when none."""
    for guess in guesses(turn.text):
        query, found = await search(turn, guess)
        fitting = [a for a in found if _number(a.label) == _number(query) and len(_words(query) & _words(a.label)) > 1]
        match = pick(query, fitting)
        if fitting:
            return [match] if match else fitting
    for street in streets(turn.text) if by_street else []:
        found = (await search(turn, street, street=True))[1]
        on_it = [a for a in found if _words(a.label) & _words(street)]
        if on_it:
            return on_it
    return []


def candidates(task: dict[str, Any] | None) -> list[Address]:
    """Addresses among which the citizen has just been asked to choose."""
    choices = ((task or {}).get("question") or {}).get("choices") or []
    return [Address(**c["value"]["address"]) for c in choices if c["value"].get("address")]


def among(query: str, offered: list[Address]) -> str:
    """What an answer means beside the addresses offered: the one it fits, its street with their number, or the reverse."""
    said = _words(query)
    fitting = [a for a in offered if said and said <= _words(a.label)]
    if len(fitting) == 1:
        return fitting[0].label
    numbers, names = {_number(a.label) for a in offered}, {street_of(a.label) for a in offered}
    if offered and _number(query) is None and len(numbers) == 1 and None not in numbers:
        return f"{numbers.pop()} {query}"
    return complete(query, offered[0].dict()) if len(names) == 1 else query


async def search(turn: Turn, query: str, street: bool = False) -> tuple[str, list[Address]]:
    """What the city finds, and for which words: those at the end are left out one by one until something is."""
    words = query.split()
    for end in range(len(words), max(1, len(words) - SHORTER) - 1, -1):
        part = " ".join(words[:end])
        found = await turn.city.addresses(part)
        if found or not (street or re.search(r"\d", part)):
            return (part if found else query), found
    return query, []


def _ask_which(turn: Turn, task: dict[str, Any], query: str, found: list[Address]) -> None:
    if found:
        response = "utter_ask_this_address" if len(found) == 1 else "utter_ask_which_address"
        turn.ask(task, "address", response, address_choices(found), address=found[0].label)
        return
    task["failures"] += 1
    person = [{"title": turn.phrase("choice", "person"), "value": {"action": "action_talk_to_human"}}]
    again = task["failures"] > 1
    response = "utter_address_not_found_again" if again else "utter_address_not_found"
    if not task.get("question"):
        task["question"] = {"response": "utter_ask_address", "choices": [], "values": {}}
    turn.ask(task, "address", response, person if again else None, error=True, query=query[:80])


def address_choices(found: list[Address]) -> list[dict[str, Any]]:
    """Addresses as choices."""
    return [{"title": a.label, "value": {"address": a.dict()}} for a in found]


def keep(turn: Turn, address: dict[str, Any]) -> dict[str, Any]:
    """Remembers the address for the rest of the conversation."""
    turn.slots["address"] = address
    return address
