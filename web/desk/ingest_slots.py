"""Slots that the desk follows: who holds the conversation, the handoff, the language, an erasure."""

from datetime import datetime, timezone

from django.utils import timezone as django_timezone

from desk import notes
from desk.models import Conversation, Handoff

Owner, State, Kind, Outcome = Conversation.Owner, Handoff.State, Handoff.Kind, Handoff.Outcome


def apply_slot(conversation: Conversation, event: dict) -> bool:
    """Applies a slot event; False when it changes nothing."""
    name, value = event.get("name"), event.get("value")
    if name == "owner" and value in Owner.values:
        return _owner(conversation, value, event)
    if name == "handoff" and isinstance(value, dict) and value.get("id"):
        return _handoff(conversation, value, event)
    if name == "language" and value in ("fr", "en"):
        conversation.language = value
        return True
    if name == "erase_requested" and value:
        return _erase(conversation, event)
    return False


def _owner(conversation: Conversation, owner: str, event: dict) -> bool:
    if event["at"] <= conversation.owner_at:
        return False
    conversation.owner, conversation.owner_at = owner, event["at"]
    if owner == Owner.ASSISTANT and not event.get("desk"):
        # Only someone who waits can leave: once an agent holds, the tracker is silent, or about to be.
        close_waiting(conversation, Outcome.CANCELLED)
    return True


def close_waiting(conversation: Conversation, outcome: str) -> bool:
    """Closes the live handoff that waits, if there is one."""
    waiting = conversation.handoffs.filter(kind=Kind.LIVE, state=State.WAITING)
    closed = waiting.update(state=State.CLOSED, outcome=outcome, closed_at=django_timezone.now())
    if closed:
        notes.fact(conversation, f"outcome:{outcome}")
    return bool(closed)


def _handoff(conversation: Conversation, value: dict, event: dict) -> bool:
    """A new handoff, or what the citizen said of one that ended."""
    found = Handoff.objects.filter(key=str(value["id"])[:64]).first()
    if found:
        return found.conversation_id == conversation.pk and _judged(found, value)
    kind = value.get("kind") if value.get("kind") in Kind.values else Kind.LIVE
    if kind == Kind.LIVE:
        close_waiting(conversation, Outcome.CANCELLED)
        if conversation.handoffs.filter(kind=Kind.LIVE).exclude(state=State.CLOSED).exists():
            return False
    Handoff.objects.create(conversation=conversation, kind=kind, **_columns(conversation, value, event))
    notes.fact(conversation, f"handoff:{kind}", at=_moment(event["at"]))
    return True


def _columns(conversation: Conversation, value: dict, event: dict) -> dict:
    reason = value.get("reason")
    due = value.get("due")
    return {
        "key": str(value["id"])[:64],
        "reason": reason if reason in Handoff.Reason.values else Handoff.Reason.ASKED,
        "language": "en" if value.get("language") == "en" else "fr",
        "topic": str(value.get("topic") or conversation.topic)[:64],
        "summary": [line for line in value.get("summary") or [] if isinstance(line, dict)][:30],
        "contact": value.get("contact") if isinstance(value.get("contact"), dict) else {},
        "number": str(value.get("number") or "")[:128],
        "created_at": _moment(event["at"]),
        "due_at": datetime.fromisoformat(due) if due else None,
        "told_at": _moment(event["at"]),
        "told_position": value.get("position"),
    }


def _judged(handoff: Handoff, value: dict) -> bool:
    settled, rating = value.get("settled"), value.get("rating")
    if (settled, rating) == (None, None):
        return False
    if isinstance(settled, bool):
        handoff.settled = settled
    if isinstance(rating, int) and 1 <= rating <= 5:
        handoff.rating = rating
    handoff.save(update_fields=["settled", "rating"])
    return True


def _erase(conversation: Conversation, event: dict) -> bool:
    """A citizen erased the conversation: its words and facts go; that it was handed over stays, for the figures.

    A message that a person must still answer stays whole: it was confirmed, and the citizen was told that it goes on.
    """
    conversation.messages.filter(at__lte=_moment(event["at"])).delete()
    conversation.commands.exclude(state="waiting").delete()   # one that failed holds an agent's words too
    conversation.topic = ""
    unanswered = conversation.handoffs.filter(kind=Kind.MESSAGE).exclude(state=State.CLOSED)
    over = conversation.handoffs.exclude(pk__in=list(unanswered.values_list("pk", flat=True)))
    over.update(summary=[], contact={}, number="")
    close_waiting(conversation, Outcome.ERASED)
    return True


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, tz=timezone.utc)
