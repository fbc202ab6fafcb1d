"""What happens by itself: absent or silent agents, waits that are over, words on the wait, retention."""

import logging
import time
from datetime import timedelta

from django.db import close_old_connections, transaction
from django.utils import timezone

from cities.current import current
from desk import holding, speaking, texts, waiting
from desk.config import settings
from desk.models import Agent, Command, Conversation, Duty, Handoff

logger = logging.getLogger(__name__)

EVERY = 5.0                          # seconds
TELL_AGAIN = timedelta(minutes=3)    # at the most one word on the wait in that time
PURGE_EVERY = 3600.0


def run_for_ever() -> None:
    """Does the chores; of several processes, one at a time."""
    while True:
        try:
            if on_duty("housekeeping", EVERY * 0.9):
                look()
            if on_duty("purge", PURGE_EVERY):
                purge()
        except Exception as error:   # noqa: BLE001  the thread must outlive a locked or absent database
            logger.error("housekeeping: %s", type(error).__name__)
        close_old_connections()
        time.sleep(EVERY)


def on_duty(name: str, seconds: float) -> bool:
    """Takes a chore that nobody did in the last so many seconds; False while it is not due."""
    now = time.time()
    Duty.objects.get_or_create(name=name)
    return bool(Duty.objects.filter(name=name, until__lt=now).update(until=now + seconds))


def look() -> None:
    """One round."""
    for handoff in Handoff.objects.filter(kind="live", state="held").select_related("conversation", "holder__user"):
        why = _abandoned(handoff)
        if why:
            _quietly(holding.release, handoff, handoff.holder, None, why)
    positions = waiting.positions()
    for handoff in waiting.waiting().select_related("conversation"):
        if timezone.now() - _waiting_since(handoff) > timedelta(minutes=settings().longest_wait):
            _quietly(holding.expire, handoff)
        else:
            _quietly(_tell, handoff, positions.get(handoff.pk, 1))


def _abandoned(handoff: Handoff) -> str | None:
    """Why the holder is taken to have left: nobody at the screen, or a citizen left without an answer."""
    now, holder, conversation = timezone.now(), handoff.holder, handoff.conversation
    if holder is None:
        return "absent"
    seen = max(filter(None, (holder.seen_at, handoff.claimed_at)))
    if now - seen > timedelta(minutes=settings().absence):
        return "absent"
    spoke, answered = conversation.citizen_at, conversation.answered_at
    owes = handoff.replied_at is None or (spoke and (answered is None or spoke > answered))
    since = max(filter(None, (handoff.active_at, handoff.claimed_at, spoke if handoff.replied_at else None)))
    return "silent" if owes and now - since > timedelta(minutes=settings().silence) else None


def _waiting_since(handoff: Handoff):
    """Someone whose agent left waits again from that moment: the limit is on a wait that nobody ends."""
    return max(handoff.created_at, handoff.active_at) if handoff.active_at else handoff.created_at


@transaction.atomic
def _tell(handoff: Handoff, position: int) -> None:
    """Says that the place in the queue has improved, not too often."""
    now = timezone.now()
    told = handoff.told_position
    if (told is not None and position >= told) or (handoff.told_at and now - handoff.told_at < TELL_AGAIN):
        return
    fresh = Handoff.objects.filter(pk=handoff.pk, state=Handoff.State.WAITING, told_at=handoff.told_at)
    if fresh.update(told_at=now, told_position=position):
        conversation = handoff.conversation
        text = texts.reply("utter_desk_position", conversation.language, position=position)
        speaking.say(conversation, text, choices=[holding.back_choice(conversation.language)])


def _quietly(gesture, *arguments) -> None:
    """One conversation's trouble is not the others'."""
    try:
        gesture(*arguments)
    except holding.Taken:
        return   # an agent was faster than the clock
    except Exception as error:   # noqa: BLE001
        logger.error("housekeeping: %s", type(error).__name__)


def purge() -> None:
    """Forgets conversations older than the city keeps them, and commands that have served."""
    limit = timezone.now() - timedelta(days=current().privacy.keep_days["conversation"])
    old = Conversation.objects.filter(touched_at__lt=limit, owner=Conversation.Owner.ASSISTANT)
    old.exclude(handoffs__state__in=["waiting", "held"]).delete()
    Command.objects.filter(state=Command.State.SENT, sent_at__lt=timezone.now() - timedelta(days=1)).delete()
    Agent.objects.filter(seen_at__lt=timezone.now() - timedelta(hours=12)).update(presence=Agent.Presence.AWAY)
