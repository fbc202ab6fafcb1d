"""What goes before and after any answer: topics not served, notices in force, official page, did it settle it?"""
from __future__ import annotations

from actions.choices import person_choice
from actions.city_errors import CityError
from actions.turn import Turn

NOTICE_KINDS = {
    "collection_schedule": "collections", "item_disposal": "collections", "hazardous_waste_depot": "collections",
    "branch_collection": "collections", "missed_collection": "collections", "bin_request": "collections",
    "snow_status": "snow", "winter_parking": "snow", "snow_rules": "snow", "snow_problem": "snow",
    "roadworks": "works", "water_service": "water", "transit_departures": "transit", "transit_alerts": "transit",
    "paratransit": "transit", "transit_fares": "transit",
}


def topic_is_off(turn: Turn, topic: str) -> bool:
    """Says so, with the contact, when this city does not serve a topic."""
    if topic not in turn.profile.topics.off:
        return False
    turn.say("utter_topic_off", topic=turn.label(topic))
    return True


async def show_notices(turn: Turn, topic: str, grave: bool = False) -> list[str]:
    """Shows the notices in force that touch a topic, once a conversation; returns the ids in force.

    `grave` leaves out those that only inform: before a form, they are noise.

    A failure here must not cost the citizen the answer itself.
    """
    kind = NOTICE_KINDS.get(topic)
    if kind is None:
        return []
    address = (turn.slots.get("address") or {}).get("id")
    try:
        notices = await turn.city.notices(turn.language, kind, address)
    except CityError:
        return []
    seen = turn.recall("notices") or []
    wanted = [n for n in notices if not (grave and n.severity == "info")]
    fresh = [n for n in wanted if n.id not in seen and (address or not n.sectors)]
    for notice in fresh:
        turn.say("utter_notice", title=notice.title, details=notice.text)
    if fresh:
        turn.remember("notices", [*seen, *(n.id for n in fresh)])
    return [n.id for n in notices]


def close_matter(turn: Turn, topic: str, ask: bool = True) -> None:
    """Adds the official page, notes the matter, and (`ask`) asks once whether it is settled."""
    link = turn.profile.topics.links.get(topic)
    if link:
        turn.say("utter_official_page", link=link)
    turn.slots["misunderstood"] = 0
    turn.slots["last_topic"] = topic
    settled = turn.slots.get("settled") or []
    if not ask or topic in settled or _more_to_come(turn):
        return
    turn.slots["settled"] = [*settled, topic]
    turn.say(
        "utter_settled",
        [
            {"title": turn.phrase("choice", "settled_yes"), "value": {"action": "action_affirm", "settled": True}},
            {"title": turn.phrase("choice", "settled_no"), "value": {"action": "action_deny", "settled": False}},
            person_choice(turn, "complaint" if topic == "file_complaint" else "asked"),
        ],
    )


def _more_to_come(turn: Turn) -> bool:
    plan = turn.slots.get("plan") or {}
    return bool(plan.get("steps") or plan.get("deferred") or turn.tasks)
