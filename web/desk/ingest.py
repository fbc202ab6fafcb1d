"""Takes in what Rasa tells: idempotent, in any number of repetitions, ordered by Rasa's own time."""

import logging
from collections import defaultdict
from datetime import datetime, timezone

from django.db import DataError, IntegrityError, transaction

from desk import live
from desk.ingest_slots import apply_slot
from desk.models import Command, Conversation, Message

logger = logging.getLogger(__name__)
UNREADABLE = (DataError, IntegrityError, ValueError, TypeError, KeyError, AttributeError)
TYPES = {"user", "bot", "slot"}
NO_MATTER = {
    "talk_to_human", "affirm", "deny", "cancel", "inform", "greet", "thanks", "goodbye", "emergency", "insult",
    "bot_identity", "switch_language", "out_of_scope",
}


def take_in(events: list[dict]) -> int:
    """Applies events as `runtime.event_broker_wire` writes them; returns how many were new.

    An event that makes no sense is logged by its type and left out: it must not hold up those behind it.
    """
    groups: dict[str, list[dict]] = defaultdict(list)
    for event in events:
        if _makes_sense(event):
            groups[event["conversation"]].append(event)
        else:
            logger.error("an event without its keys was left out")
    return sum(_take_in_group(sender, group) for sender, group in groups.items())


def _take_in_group(sender: str, events: list[dict]) -> int:
    """A conversation's events together, or one by one when something in them cannot be kept."""
    try:
        return _take_in_conversation(sender, events)
    except UNREADABLE as error:
        if len(events) == 1:
            logger.error("an event of type %s was left out: %s", events[0]["type"], type(error).__name__)
            return 0
    return sum(_take_in_group(sender, [event]) for event in events)


def _makes_sense(event: object) -> bool:
    if not isinstance(event, dict) or event.get("type") not in TYPES:
        return False
    texts = isinstance(event.get("conversation"), str) and isinstance(event.get("id"), str)
    sized = texts and 0 < len(event["conversation"]) <= 255 and 0 < len(event["id"]) <= 40
    return bool(sized) and isinstance(event.get("at"), (int, float)) and 0 < event["at"] < 4e9


@transaction.atomic
def _take_in_conversation(sender: str, events: list[dict]) -> int:
    conversation, _ = Conversation.objects.select_for_update().get_or_create(sender=sender)
    known = set(Message.objects.filter(event__in=[e["id"] for e in events]).values_list("event", flat=True))
    new = 0
    for event in events:
        if event["id"] in known:
            continue
        known.add(event["id"])
        new += bool(_APPLY[event["type"]](conversation, event))
    if new:
        live.touched(conversation)
        conversation.save()
    return new


def _user(conversation: Conversation, event: dict) -> bool:
    at = moment(event["at"])
    Message.objects.create(
        conversation=conversation,
        event=event["id"],
        author=Message.Author.CITIZEN,
        at=at,
        text=_text(event),
        location=event.get("location"),
        attachments=[_attachment(found) for found in event.get("attachments") or [] if isinstance(found, dict)][:20],
        edited=bool(event.get("edited")),
        emergency=bool(event.get("emergency")),
    )
    conversation.channel = (event.get("channel") or conversation.channel)[:32]
    topic = event.get("topic")
    if topic and topic not in NO_MATTER:
        conversation.topic = topic[:64]
    if conversation.citizen_at is None or at > conversation.citizen_at:
        conversation.citizen_at = at
    return True


def _bot(conversation: Conversation, event: dict) -> bool:
    """The assistant's words; the desk's own come back too, are recognised by their command, and change nothing."""
    mark = event.get("desk") or {}
    if mark.get("id"):
        mine = Message.objects.filter(command__key=mark["id"], event=None)
        if mine.update(event=event["id"]) or Command.objects.filter(key=mark["id"]).exists():
            return False
    Message.objects.create(
        conversation=conversation, event=event["id"], author=_author(mark), at=moment(event["at"]),
        text=_text(event), buttons=event.get("buttons") or [],
    )
    return True


def _attachment(found: dict) -> dict[str, str]:
    """Its kind and its address; only a web address under TLS can be opened from the desk."""
    url = str(found.get("url") or "")
    return {"type": str(found.get("type") or "")[:20], "url": url if url.startswith("https://") else ""}


def _text(event: dict) -> str:
    return str(event.get("text") or "").replace("\0", "")   # PostgreSQL keeps no NUL


def _author(mark: dict) -> str:
    people = {"agent": Message.Author.AGENT, "desk": Message.Author.DESK}
    return people.get(mark.get("author"), Message.Author.ASSISTANT)


def _slot(conversation: Conversation, event: dict) -> bool:
    return apply_slot(conversation, event)


def moment(at: float) -> datetime:
    """Rasa's seconds as a moment."""
    return datetime.fromtimestamp(at, tz=timezone.utc)


_APPLY = {"user": _user, "bot": _bot, "slot": _slot}
