"""Before a service request is sent: like requests already open nearby, and the summary to confirm."""
from __future__ import annotations

import re
from datetime import timedelta
from math import cos, hypot, radians
from typing import Any
from uuid import uuid4

from actions.city_errors import CityError
from actions.city_types import Attribute, ServiceRequest
from actions.request_details import add, detail
from actions.request_form import NEEDS_CONTACT, PLACELESS, attributes, description_sent
from actions.request_values import shown
from actions.turn import Turn
from cities.formats import day_text
from nlu.text import plain

NEAR_METRES = 60
RECENT = timedelta(days=30)
_NO = re.compile(r"(?:non|no|nope|nan)\b")
_ANOTHER = re.compile(r"\b(?:une? autre|autre chose|pas l[ea] meme|different\w*|another(?: one)?|not the same)\b")
BETWEEN_NEIGHBOURS = {"report_bylaw_breach"}   # nobody learns from the address alone that someone complained


async def duplicates(turn: Turn, data: dict[str, Any]) -> list[ServiceRequest]:
    """Open requests of the same service, recent and near; [] when the city does not answer."""
    if data["topic"] in PLACELESS or data["topic"] in BETWEEN_NEIGHBOURS:
        return []
    try:
        found = await turn.city.requests(data["code"])
    except CityError:
        return []
    recent = [r for r in found if r.requested_datetime and turn.now - _aware(turn, r) < RECENT]
    return [r for r in recent if r.service_request_id and _near(r, data["place"])][:2]


def _aware(turn: Turn, request: ServiceRequest) -> Any:
    moment = request.requested_datetime
    return moment if moment.tzinfo else moment.replace(tzinfo=turn.profile.timezone)


def _near(request: ServiceRequest, place: dict[str, Any]) -> bool:
    if request.address and place.get("label"):
        return plain(request.address).split(", ")[:2] == plain(place["label"]).split(", ")[:2]
    if None in (request.lat, request.long) or not place.get("latitude"):
        return False
    north = (request.lat - place["latitude"]) * 111_320
    east = (request.long - place["longitude"]) * 111_320 * cos(radians(place["latitude"]))
    return hypot(north, east) <= NEAR_METRES


def offer_duplicate(turn: Turn, task: dict[str, Any], near: list[ServiceRequest]) -> None:
    """Offers to follow a request already open instead of opening another one."""
    first = near[0]
    choices = [
        {"title": turn.phrase("choice", "same_request"), "value": {"follow": first.service_request_id}},
        {"title": turn.phrase("choice", "other_request"), "value": {"other": True}},
    ]
    turn.ask(task, "value", "utter_offer_duplicate", choices, number=first.service_request_id,
             date=day_text(_aware(turn, first).date(), turn.language))


def answer_duplicate(turn: Turn, task: dict[str, Any]) -> bool:
    """True when the request goes on, being another one; its details join the description meanwhile."""
    if followed(turn, task):
        return False
    if turn.choice or turn.declines:
        return True
    more, said = detail(turn), plain(turn.text)
    if more is None or _ANOTHER.search(said):
        return True
    add(task["data"], more)
    turn.say("utter_detail_noted")
    if _NO.match(said):
        return True
    turn.ask_again(task)
    return False


def followed(turn: Turn, task: dict[str, Any]) -> bool:
    """True when the citizen follows the request already open: the matter is over."""
    number = turn.choice.get("follow")
    if not number and not turn.accepts:
        return False
    number = number or task["question"]["values"]["number"]
    turn.end(task)
    turn.remember("request_number", number)
    turn.say("utter_request_followed", number=number)
    return True


def confirm(turn: Turn, task: dict[str, Any]) -> None:
    """Sums up and asks for the go-ahead; the idempotency key is born here."""
    data = task["data"]
    data.setdefault("key", str(uuid4()))
    lines = [_line(turn, "topic", turn.label(data["topic"])), _line(turn, "description", description_sent(turn, data))]
    if data.get("place"):
        place = data["place"].get("label") or turn.phrase("hint", "position")
        lines.append(_line(turn, "place", place))
    for attribute in () if data["topic"] in NEEDS_CONTACT else attributes(data):
        value = data["values"].get(attribute.code)
        if value:
            lines.append(_answer(turn, attribute, shown(attribute, value, turn.language, turn.now)))
    if data.get("contact"):
        lines.append(_line(turn, "contact", ", ".join(data["contact"].values())))
    choices = [
        {"title": turn.phrase("choice", "send"), "value": {"send": True}},
        {"title": turn.phrase("choice", "correct"), "value": {"correct": True}},
        {"title": turn.phrase("choice", "drop_request"), "value": {"action": "action_cancel"}},
    ]
    turn.ask(task, "confirm", "utter_ask_confirm_request", choices, summary="\n".join(lines))


def _answer(turn: Turn, attribute: Attribute, value: str) -> str:
    """A city's question with its answer; a title that is no question takes a colon."""
    asked = (attribute.description or attribute.code).strip()
    return f"• {asked} {value}" if asked[-1] in "?:.!…" else turn.phrase("line", "pair", name=asked, value=value)


def _line(turn: Turn, field: str, value: str) -> str:
    return f"• {turn.phrase('summary', field)} {value}"
