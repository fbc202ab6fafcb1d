"""What goes before and after any answer: topics not served, official page, did it settle it?"""
from __future__ import annotations

from actions.choices import person_choice
from actions.turn import Turn


def topic_is_off(turn: Turn, topic: str) -> bool:
    """Says so, with the contact, when this city does not serve a topic."""
    if topic not in turn.profile.topics.off:
        return False
    turn.say("utter_topic_off", topic=turn.label(topic))
    return True


def close_matter(turn: Turn, topic: str, ask: bool = True) -> None:
    """Adds the official page, notes the matter, and (`ask`) asks once whether it is settled."""
    link = turn.profile.topics.links.get(topic)
    if link:
        turn.say("utter_official_page", link=link)
    turn.slots["misunderstood"] = 0
    turn.slots["last_topic"] = topic
    if turn.recall("unanswered"):
        turn.remember("unanswered", None)
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
