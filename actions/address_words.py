"""The address that is in a citizen's words: what to search for, and what only introduces it."""
from __future__ import annotations

import re
from typing import Any

from actions.turn import Turn
from nlu.text import plain

GENERIC = {
    "rue", "avenue", "av", "boulevard", "boul", "blvd", "bd", "chemin", "ch", "street", "ave", "road", "rd", "la",
    "le", "les", "l", "de", "du", "des", "d", "the", "on", "place", "pl", "montee", "rang", "cote", "croissant",
    "app", "appartement", "apt", "logement",
}
_LEAD = re.compile(
    r"^(?:(?:non|oui|ok|euh|pardon|sorry|no|yes|it'?s|its|c'?est|cest|plut[oô]t|en fait|actually|je reste|j'?habite|"
    r"jhabite|i live|my address is|mon adresse(?: est| c'?est)?|l'?adresse(?: est)?|at|a|à|au|aux|sur|on|in|chez nous|"
    r"pour|for|le|the|oups|oops|excuse[zr]?(?:-moi)?|d[ée]sol[ée]e?|je voulais dire|i meant|finalement|erreur|"
    r"correction|mais|but|attend[sz]?|attendez|wait|hold on|(?:une )?minute|et|and|pis|rather|instead)"
    r"[\s,:]+)+",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^(?:non|nn|nan|no|nope|pas |oups|oops|pardon|sorry|excuse|attend[sz]?|attendez|wait|hold on|erreur|je me suis tromp\w*|"
    r"correction|en fait|actually|plutot|c'?est pas|finalement)\b|"
    r"\b(?:plutot|i meant|je voulais dire|instead|rather|pas le \d|not \d)"
)
_NOT_THERE = re.compile(r"\b(?:pas|not)\s+(?:(?:le|la|au|[aà]|at)\s+)?\d{1,5}\s?[a-z]?\b[\s,]*", re.IGNORECASE)
_TYPE = (r"(?:rue|av(?:enue)?|boul(?:evard)?|blvd|ch(?:emin)?|mont[ée]e|rang|place|all[ée]e|croissant|impasse|c[ôo]te|"
         r"route|terrasse)\b\.?")
_TOLD = re.compile(
    rf"\b\d{{1,5}}\s?[a-d]?\b,?\s+(?:{_TYPE}\s+|(?:de la|de l'|des|du|de|d')\s?)[^\d?!,;]{{2,40}}", re.IGNORECASE)
_NAME = r"(?:(?:de la|de l'|des|du|de|d'|la|le|les|l')\s?)?[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){0,2}"
# « le chemin du Lac au 312 », « rue des Tilleuls #145 »
_TURNED = re.compile(
    rf"\b(?P<street>{_TYPE}\s+{_NAME}?),?\s*(?:\b(?:au|at|no\.?|num[ée]ro|number)\s+|#\s*|,\s*)(?P<number>\d{{1,5}}\s?[a-d]?)\b"
    r"(?!\s*(?:h|heures?|am|pm|a\.m|p\.m)\b|[:/-]\d)", re.IGNORECASE)
STREET = re.compile(
    rf"\b(?:{_TYPE}\s+{_NAME}|\d{{1,2}}(?:e|er|re|i[èe]me|th|st|nd|rd) (?:rue|avenue|rang|av|street|ave)\b)", re.IGNORECASE)
_UNITS = (
    "h|hr?s?|heures?|hours?|am|pm|jours?|days?|semaines?|weeks?|mois|months?|ans?|years?|fois|times?|cm|mm|km|metres?|"
    "pieds?|feet|foot|ft|pouces?|inch(?:es)?|dollars?|piasses|bacs?|bins?|sacs?|bags?|minutes?|min|personnes?|people|"
    "trous?|holes?|roues?|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|"
    "february|march|april|may|june|july|august|september|october|november|december|ou|or|et|and|est|is|svp|please|stp|pour|"
    "for|pis|puis|quand|when"
)
_NUMBER_AND_WORDS = re.compile(
    rf"(?<![\w$#.,/:-])(?P<number>\d{{1,5}}(?:\s?[a-d]\b)?)\b,?\s+(?!(?:{_UNITS})\b)(?P<words>[^\W_][\w'-]*(?:\s+[\w'-]+){{0,3}})")
_CIVIC = re.compile(r"^\s*\d+(?:\s[A-Za-z]|[\w-]*)(?=[\s,])")
_STREET_OF = re.compile(r"^\s*\d+\w?\s*,?\s*")
ASIDE = {"passer", "passe", "skip", "ok", "merci", "thanks", "rien", "annuler", "cancel", "je sais pas", "aucune idee",
         "je passe", "next", "suivant", "corrige", "corriger", "correct", "hein", "quoi", "what", "allo", "hello"}
_UNKNOWN = re.compile(r"\b(?:sais|connais|souviens) (?:pas|plus)|\bdon'?t (?:know|remember)|\bno idea|\baucune idee|\bdunno\b")


def told(text: str) -> str | None:
    """An address whose form says that it is one: number and street with its type, in either order."""
    turned = _TURNED.search(text)
    if turned:
        return f"{turned['number']} {turned['street']}".strip(" ?!.,")
    found = _TOLD.search(text)
    return found.group().strip(" ?!.,") if found else None


def address_of(turn: Turn) -> str | None:
    """The address of this request's own words: a street said before its number, the tagged one, or a number and street."""
    turned = _TURNED.search(turn.text)
    own = [e for e in turn.entities("address") if not e.get("shared")]
    if turned and (not own or not re.search(r"\d\D*[^\W\d_]{3}", str(own[0]["value"]))):
        return told(turn.text)
    return str(own[0]["value"]) if own else told(turn.text)


def guesses(text: str) -> list[str]:
    """What may be an address without its street's type (« déneigement 145 tilleuls »): only the city can tell."""
    simple = plain(text) if len(plain(text)) == len(text) else text.lower()
    return [text[m.start():m.end()].strip(" ,.?!") for m in _NUMBER_AND_WORDS.finditer(simple)][:3]


def streets(text: str) -> list[str]:
    """Streets named with their type and without a number."""
    return [match.group().strip(" ?!.,") for match in STREET.finditer(text)][:2]


def says_unknown(text: str) -> bool:
    """« Je sais pas l'adresse »."""
    return bool(_UNKNOWN.search(plain(text)))


def may_be_an_address(turn: Turn) -> bool:
    """An answer may be a bare street name; a yes, a skip or another question is no address."""
    if re.search(r"\d", turn.text):
        return True
    aside = turn.accepts or turn.declines or plain(turn.text).strip(" .!?") in ASIDE
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
    words = [w for w in re.findall(r"\w+", plain(strip_lead(text))) if w not in GENERIC]
    label = (known or {}).get("label") or ""
    if _CIVIC.match(label) and len(words) == 1 and re.fullmatch(r"\d{1,5}[a-z]?", words[0]):
        return _CIVIC.sub(words[0], label, count=1)
    return text


def street_of(label: str) -> str:
    """An address without its number."""
    return _STREET_OF.sub("", label)
