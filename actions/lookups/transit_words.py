"""What citizens call stops and routes: codes, names after « à », trips « de X à Y », « la 21X »."""
from __future__ import annotations

import re
from datetime import datetime, time

from actions.dates import parse_day
from actions.hours import parse_time
from actions.turn import Turn
from nlu.text import plain

_CODE = re.compile(r"\b(?:arret|stop|no|numero|#)\s*#?\s*(\d{2,6})\b|^\s*#?(\d{3,6})\s*$")
_LINKED_CODE = re.compile(r"^(?:et|pis|puis|and|what about)\b.*?\b(\d{4,6})\W*$")
_ROUTE = re.compile(
    r"\b(?:ligne|circuit|bus|autobus|route|line|la|le|the)\s+#?(\d{1,3}(?!\s?h\b)[a-z]?)\b"
    r"(?!\s+(?:janv?|fev|feb|mars|march|avr|apr|mai\b|may\b|juin|june|juil|july|aout|aug|sept|oct|nov|dec))"
)
_LINKED_ROUTE = re.compile(r"^(?:et|pis|puis|and|what about)\s+(?:(?:pour|for)\s+)?#?(\d{1,3}[a-z]?)\W*$")
_TO = r"(?:(?:à la|a la|au|aux|vers la|vers le|vers|jusqu'(?:à la|à|au|a)|pour la|pour le|to the|to|à|a|et|and)\s+|[àa]\s+l')"
_AT = re.compile(
    r"(?:\b(?:a l'arr[eê]t|arr[eê]t|à la|a la|à|au|aux|at|from|devant|near)\s+)(?:the |la |le |l')?(\S.{2,60})$", re.I
)
_FROM = r"(?:de la |de l'|des |du |de |d'|from the |from |entre |between )"
_TRIP = re.compile(rf".*\b{_FROM}(?P<start>\S.{{1,40}}?)\s+{_TO}(?:la |le |l')?(?P<end>\S.{{1,40}})$", re.I)
_TIME = re.compile(
    r"\b(?:demain|ce soir|ce matin|maintenant|tant[oô]t|aujourd'hui|today|tonight|tomorrow|now|svp|please)\b|"
    r"\b(?:à|a|vers|at|around)\s+\d{1,2}\s?(?:h(?:eures?)?\s?\d{0,2}|:\d\d|[ap]\.?m)\b\.?", re.I
)
FIRST = time(4)   # a service day begins after the last buses of the night
PARTS = {
    r"\bmatin|\bmorning": FIRST, r"apres[- ]?midi|\bafternoon": time(12), r"\bsoiree?\b|\bevening|\btonight": time(17),
}


def place_named(text: str) -> str | None:
    """What follows « à », « de » or "at" in a question, without the words of time at its end."""
    match = _AT.search(_untimed(text))
    return match and match[1].strip(" ?!.,")


def trip_named(text: str) -> tuple[str, str] | None:
    """Where a trip begins and where it ends (« de Principale à la gare »), or None."""
    match = _TRIP.match(_untimed(text).strip(" ?!.,"))
    return match and (match["start"].strip(" ,"), match["end"].strip(" ,"))


def _untimed(text: str) -> str:
    return " ".join(_TIME.sub(" ", text.replace("’", "'")).split())


def stop_code(text: str) -> str | None:
    """The number of a stop."""
    said = plain(text)
    match = _CODE.search(said) or _LINKED_CODE.search(said)
    return match and (match[1] or (match[2] if match.re is _CODE else None))


def route_named(text: str) -> str | None:
    """The number of a route."""
    said = plain(text)
    match = _ROUTE.search(said) or _LINKED_ROUTE.search(said)
    return match and match[1]


def bare_route(route: str | None) -> str | None:
    """« ligne 21x » : 21X, as cities write it."""
    match = re.search(r"\d+\w?", route or "")
    return match.group().upper() if match else route


def moment_named(turn: Turn, text: str) -> datetime | None:
    """From when buses are wanted; None for now."""
    today = turn.now.date()
    day, at = parse_day(text, today), parse_time(text) or _part_of_day(text)
    if at is None and (day is None or day == today):
        return None
    moment = datetime.combine(day or today, at or FIRST, tzinfo=turn.now.tzinfo)
    return moment if moment > turn.now else None


def _part_of_day(text: str) -> time | None:
    """When a part of the day begins, for the bus."""
    said = plain(text)
    return next((at for pattern, at in PARTS.items() if re.search(pattern, said)), None)
