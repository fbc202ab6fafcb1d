"""The questions of a service request: which one comes next, and what an answer fills."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from actions.city_types import Attribute
from actions.phrases import label
from actions.request_values import Unreadable, read
from actions.turn import Turn
from nlu.text import plain

PLACELESS = {"file_complaint", "make_suggestion", "planning_appointment", "talk_to_human", "other_city_matter"}
NEEDS_CONTACT = {"talk_to_human", "other_city_matter"}   # a message is of no use without a way to answer it
TOLD = 4                # words from which an opening message counts as a description
MAX_DESCRIPTION = 4000
_CORRECTS = re.compile(r"^(?:(?:non|no|nope|attends?|wait|pardon|sorry|oups|oops|en fait|actually|plutot|finalement|c'est|"
                       r"c'etait|it'?s|it was|un|une|a|le|la|the)[\s,]+)+")
_OTHER = re.compile(r"\b(?:other|autres?)\b")
_SKIP = re.compile(r"^(?:skip|pass(?:er?)?|je passe|next|suivant|saute[rz]?)(?: (?:it|this|that|ca|cette question))?\W*$")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?1?[\s.-]?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}")


def attributes(data: Mapping[str, Any]) -> list[Attribute]:
    """Attributes of the service that want an answer, in order."""
    return [a for a in (Attribute(**raw) for raw in data["attributes"]) if a.variable]


def tell_information(turn: Turn, data: Mapping[str, Any]) -> None:
    """What the service only wants to be read (`variable` false in Open311)."""
    for raw in data["attributes"]:
        if not raw["variable"] and raw["description"]:
            turn.say("utter_request_information", information=raw["description"])


def skips(turn: Turn) -> bool:
    """Whether a message passes a question over."""
    return bool(_SKIP.search(plain(turn.text).strip()))


def corrected_attribute(turn: Turn, data: dict[str, Any]) -> bool:
    """Changes the one answer of a list, or the one moment, that a message corrects (« non, c'est un gros »)."""
    if turn.choice or not _CORRECTS.search(plain(turn.text)):
        return False
    words = _CORRECTS.sub("", plain(turn.text), count=1).strip(" ,.!")
    found = {}
    for attribute in attributes(data):
        if attribute.datatype == "datetime" or (attribute.datatype == "singlevaluelist" and attribute.values):
            with suppress(Unreadable):
                found[attribute.code] = read(attribute, words, turn.now)
    if len(found) != 1 or not words:
        return False
    data["values"].update(found)
    return True


def next_question(data: Mapping[str, Any]) -> str | None:
    """Name of what is still missing: description, place, attribute:<code>, contact; None when all is there."""
    if not data.get("description"):
        return "description"
    if not data.get("place") and data["topic"] not in PLACELESS:
        return "place"
    for attribute in attributes(data):
        if attribute.code not in data["values"]:
            return f"attribute:{attribute.code}"
    return "contact" if data.get("contact") is None else None


def fill_message(data: dict[str, Any]) -> None:
    """A message asks no more than it must: optional attributes are left out, and a list that has it takes "other"."""
    for attribute in attributes(data):
        other = next((v.key for v in attribute.values if _OTHER.search(plain(f"{v.key} {v.name}"))), "")
        if other or not attribute.required:
            data["values"][attribute.code] = [other] if other and attribute.datatype == "multivaluelist" else other


def keep_told(data: dict[str, Any], told: Mapping[str, str], place: str | None) -> None:
    """A message carries what was told before it, and the place of that, in the citizen's words."""
    words = place or told.get("place")
    data["told"] = told
    data["place"] = {"label": words} if words else None


def attribute_named(data: Mapping[str, Any], question: str) -> Attribute:
    """The attribute that a question `attribute:<code>` is about."""
    code = question.partition(":")[2]
    return next(a for a in attributes(data) if a.code == code)


def ask_attribute(
    turn: Turn, task: dict[str, Any], attribute: Attribute, error: bool = False, ways_out: Sequence[dict] = (),
    needed: bool = False,
) -> None:
    """Asks for an attribute, with its values as choices, and ways out when it is optional or not understood."""
    choices = [{"title": v.name, "value": {"key": v.key}} for v in attribute.values]
    several = attribute.datatype == "multivaluelist"
    if several:
        choices = [{"title": c["title"], "value": {"keys": [c["value"]["key"]]}} for c in choices]
    if not attribute.required:
        choices.append({"title": turn.phrase("choice", "skip"), "value": {"skip": True}})
    choices += ways_out
    kind = "several" if several else "number" if attribute.datatype == "number" else (
        "datetime" if attribute.datatype == "datetime" else "plain")
    awaiting = {"text": "string", "string": "string", "number": "number"}.get(attribute.datatype, "value")
    turn.ask(
        task, awaiting,
        "utter_ask_attribute_needed" if needed else "utter_ask_attribute_again" if error else "utter_ask_attribute", choices,
        question=attribute.description or attribute.code,
        error=error, hint=attribute.datatype_description or turn.phrase("hint", kind),
    )


def fill_attribute(turn: Turn, data: dict[str, Any], attribute: Attribute) -> bool:
    """Keeps the answer to an attribute; False when it cannot be read."""
    if skips(turn) and attribute.required:
        return False
    if turn.choice.get("skip") or skips(turn) or (turn.declines and not attribute.required and not attribute.values):
        data["values"][attribute.code] = ""
        return True
    if turn.choice.get("key") is not None:
        data["values"][attribute.code] = turn.choice["key"]
        return True
    if turn.choice.get("keys"):
        data["values"][attribute.code] = turn.choice["keys"]
        return True
    try:
        data["values"][attribute.code] = read(attribute, turn.lines if attribute.datatype == "text" else turn.text, turn.now)
    except Unreadable:
        return False
    return True


def description_of(text: str) -> str | None:
    """An opening message as a description, when it tells enough."""
    return text.strip()[:MAX_DESCRIPTION] if len(text.split()) >= TOLD else None


def contact_of(text: str) -> dict[str, str] | None:
    """E-mail address and phone number in a text; {} when it declines; None when there is neither."""
    email, phone = _EMAIL.search(text), _PHONE.search(text)
    found = {"email": email and email.group(), "phone": phone and phone.group().strip()}
    return {name: value for name, value in found.items() if value} or None


def description_sent(turn: Turn, data: Mapping[str, Any]) -> str:
    """The description, with a word on the place when it names one that was corrected since."""
    place = (data.get("place") or {}).get("label")
    if not (data.get("place_corrected") and place):
        return data["description"]
    return f"{data['description']}\n{turn.phrase('summary', 'place_corrected', place=place)}"


def open311_form(turn: Turn, data: Mapping[str, Any]) -> dict[str, Any]:
    """The body of the Open311 POST, without the key: names as in GeoReport v2."""
    place, contact = data.get("place") or {}, data.get("contact") or {}
    form = {
        "service_code": data["code"],
        "jurisdiction_id": turn.profile.open311.jurisdiction_id,
        "description": _under_its_name(turn, data),
        "address_id": place.get("id"),
        "address_string": place.get("label"),
        "lat": place.get("latitude"),
        "long": place.get("longitude"),
        **contact,
    }
    if all(form[name] in (None, "") for name in ("address_id", "address_string", "lat")):
        form["address_string"] = turn.profile.contact.office or turn.profile.name
    form.update({f"attribute[{code}]": value for code, value in data["values"].items() if value})
    return {name: value for name, value in form.items() if value not in (None, "")}


def _under_its_name(turn: Turn, data: Mapping[str, Any]) -> str:
    """The description; where the service is the city's catch-all, what it is about comes before it, in French."""
    topic, described = data["topic"], description_sent(turn, data)
    if topic == "report_other" or topic in NEEDS_CONTACT or topic in turn.profile.open311.services:
        return described
    return f"{label(topic, 'fr')}. {described}"[:MAX_DESCRIPTION]
