"""Finds the address that a citizen means: search, choice, correction, and asking when it is not known."""
from __future__ import annotations

import re
from typing import Any

from actions.city_types import Address
from actions.turn import Turn
from nlu.text import plain

_GENERIC = {
    "rue", "avenue", "av", "boulevard", "boul", "blvd", "bd", "chemin", "ch", "street", "ave", "road", "rd", "la",
    "le", "les", "l", "de", "du", "des", "d", "the", "on", "place", "pl", "montee", "rang", "cote", "croissant",
    "app", "appartement", "apt", "logement",
}
_LEAD = re.compile(
    r"^(?:(?:non|oui|ok|euh|pardon|sorry|no|yes|it'?s|its|c'?est|cest|plut[oô]t|en fait|actually|je reste|j'?habite|"
    r"jhabite|i live|my address is|mon adresse(?: est| c'?est)?|l'?adresse(?: est)?|at|a|à|au|aux|sur|on|in|chez nous|"
    r"pour|for|le|the|oups|oops|excuse[zr]?(?:-moi)?|d[ée]sol[ée]e?|je voulais dire|i meant|finalement|erreur|"
    r"correction|mais|but)"
    r"[\s,:]+)+",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^(?:non|nan|no|nope|pas |oups|oops|pardon|sorry|excuse|attend|wait|erreur|je me suis tromp|correction|en fait|"
    r"actually|plutot|c'?est pas|finalement)\b|\b(?:plutot|i meant|je voulais dire|instead|pas le \d|not \d)"
)
_NOT_THERE = re.compile(r"\b(?:pas|not)\s+(?:(?:le|la|au|[aà]|at)\s+)?\d{1,5}\s?[a-z]?\b[\s,]*", re.IGNORECASE)
_TOLD = re.compile(
    r"\b\d{1,5}\s?[a-d]?\b,?\s+(?:(?:rue|av(?:enue)?|boul(?:evard)?|blvd|ch(?:emin)?|mont[ée]e|rang|place|all[ée]e|"
    r"croissant|impasse|c[ôo]te)\b\.?\s+|(?:de la|de l'|des|du|de|d')\s?)[^\d?!,;]{2,40}",
    re.IGNORECASE,
)
ASIDE = {"passer", "passe", "skip", "ok", "merci", "thanks", "rien", "annuler", "cancel", "je sais pas", "aucune idee"}
SHORTER = 3   # words left out at the most
_KIND = re.compile(r"\b(?:rue|av|ave|avenue|boul|boulevard|ch|chemin|place|montee|rang|croissant|impasse|allee|road)\b")
_NUMBER = re.compile(r"\b\d{1,5}\s?[a-zA-Z]?\b(?!\s*(?:e|er|re|eme|ième|th|st|nd|rd)\b)")
_CIVIC = re.compile(r"^\s*\d+(?:\s[A-Za-z]|[\w-]*)(?=[\s,])")


def searched(turn: Turn, asked: bool) -> str | None:
    """The text to search: the address entity, a number with its street, or the answer when an address was asked."""
    known = turn.slots.get("address")
    entity = turn.entity("address")
    if entity:
        return complete(entity, known)
    told = _TOLD.search(turn.text)
    if told:
        return told.group().strip(" ?!.,")
    corrects = turn.request.get("follows") and _NUMBER.search(turn.text)
    if corrects or (asked and _may_be_an_address(turn)):
        return complete(strip_lead(turn.text), known)
    return None


def _may_be_an_address(turn: Turn) -> bool:
    """An answer may be a bare street name; a yes, a skip or another question is no address."""
    if re.search(r"\d", turn.text):
        return True
    aside = turn.accepts or turn.declines or plain(turn.text).strip(" .!") in ASIDE
    topical = turn.request.get("decision") == "sure" and turn.request.get("topic") not in (None, "inform")
    return not (aside or topical or "?" in turn.text)


def strip_lead(text: str) -> str:
    """The text without the words that introduce an address (« non, c'est au 312 des Pins » → « 312 des Pins »)."""
    there = _NOT_THERE.sub("", text.replace("’", "'").strip())
    bare = _LEAD.sub("", there).strip(" .!,;") or text.strip()
    number = re.search(r"\d", bare)
    return bare[number.start():] if number and CORRECTION.search(plain(bare[: number.start()])) else bare


def complete(text: str, known: dict[str, Any] | None) -> str:
    """A bare civic number takes the street of the address already known (« au 312 »)."""
    words = [w for w in re.findall(r"\w+", plain(strip_lead(text))) if w not in _GENERIC]
    label = (known or {}).get("label") or ""
    if _CIVIC.match(label) and len(words) == 1 and re.fullmatch(r"\d{1,5}[a-z]?", words[0]):
        return _CIVIC.sub(words[0], label, count=1)
    return text


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
    return {w for w in re.findall(r"\w+", plain(text)) if w not in _GENERIC}


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
    query = searched(turn, asked=bool(task) and task["awaiting"] == "address")
    if query is None:
        if turn.slots.get("address"):
            return turn.slots["address"]
        task = task or turn.begin(action, topic, request=turn.request)
        if turn.request.get("topic") == topic:
            task["data"]["request"] = turn.request   # asked again with other pieces
        turn.ask(task, "address", "utter_ask_address")
        return None
    query, found = await search(turn, query)
    match = pick(query, found)
    if match:
        return keep(turn, match.dict())
    task = task or turn.begin(action, topic, request=turn.request)
    _ask_which(turn, task, query, found)
    return None


async def search(turn: Turn, query: str) -> tuple[str, list[Address]]:
    """What the city finds, and for which words: those at the end are left out one by one until something is."""
    words = query.split()
    for end in range(len(words), max(1, len(words) - SHORTER) - 1, -1):
        part = " ".join(words[:end])
        found = await turn.city.addresses(part)
        if found or not re.search(r"\d", part):
            return (part if found else query), found
    return query, []


def _ask_which(turn: Turn, task: dict[str, Any], query: str, found: list[Address]) -> None:
    if found:
        turn.ask(task, "address", "utter_ask_which_address", address_choices(found))
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
