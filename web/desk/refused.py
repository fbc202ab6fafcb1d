"""Requests that the city refused after the citizen had left: a person gets them here, and the citizen is told."""

import time

from django.db import transaction

from cities.current import current
from cities.formats import moment_text
from desk import live, speaking, texts
from desk.ingest_slots import apply_slot
from desk.models import Conversation, Handoff


@transaction.atomic
def take_in(sender: str, handoff: dict) -> bool:
    """Adds a handoff of kind `message` as `actions/refused.py` writes it; False when it is already here.

    Args:
        sender: the conversation; empty when its citizen has erased it: then there is nobody to tell.
    """
    known = bool(sender)
    sender = sender or f"request-{handoff['id']}"
    Conversation.objects.get_or_create(sender=sender)
    conversation = Conversation.objects.select_for_update().get(sender=sender)
    value = {**handoff, "kind": Handoff.Kind.MESSAGE, "language": conversation.language}
    if not apply_slot(conversation, {"name": "handoff", "value": value, "at": time.time()}):
        return False
    if known:
        speaking.say(conversation, _words(conversation, conversation.handoffs.get(key=handoff["id"])))
    live.touch(conversation)
    return True


def _words(conversation: Conversation, handoff: Handoff) -> str:
    language = conversation.language
    due = handoff.due_at and moment_text(handoff.due_at.astimezone(current().timezone), language)
    topic = texts.topic_label(handoff.topic, language)
    return texts.reply("utter_desk_request_refused", language, topic=topic, due=due)
