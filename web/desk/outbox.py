"""Makes commands happen in Rasa: in order per conversation, retried, and never twice.

Rasa's HTTP API has no idempotency key. Each command marks its events with its own key, so that after an attempt
that ended without an answer the tracker itself tells whether it was applied.
"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, transaction
from django.utils import timezone

from desk import live
from desk.models import Command, Conversation, Message
from desk.rasa import Refused, Unanswered, Unreachable, rasa

logger = logging.getLogger(__name__)

LEASE = 12.0           # seconds for which one process alone sends a conversation's commands; renewed while it lives
RENEW = 3.0
POLL = 0.5
LONGEST_PAUSE = 20.0
MOST_ATTEMPTS = 12     # answers of failure before the agent is told; an absent Rasa is waited for without end
THREADS = 8

_woken = threading.Event()


def send(conversation: Conversation, events: list[dict], message: Message | None = None) -> Command:
    """Writes a command down, inside the caller's transaction; it leaves once that is committed.

    Args:
        events: Rasa events; their metadata gets the command's key, by which channels too may know a repetition.
        message: the line of the transcript that these events say.
    """
    command = Command(conversation=conversation)
    for event in events:
        metadata = event.setdefault("metadata", {})
        metadata.setdefault("desk", {})["id"] = metadata["key"] = str(command.key)
    command.events = events
    command.save()
    if message is not None:
        message.command = command
        message.save(update_fields=["command"])
    transaction.on_commit(wake)
    return command


def wake() -> None:
    """Says that there is something to send."""
    _woken.set()


def run_for_ever() -> None:
    """Sends what waits; one thread per conversation at a time."""
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="outbox")
    busy: set[int] = set()
    renewed = 0.0
    while True:
        try:
            if busy and time.time() - renewed > RENEW:
                renewed = time.time()
                _renew(list(busy))
            for pk in due(exclude=busy):
                busy.add(pk)
                pool.submit(deliver_quietly, pk).add_done_callback(lambda _done, pk=pk: _finished(busy, pk))
        except Exception as error:   # noqa: BLE001  the thread must outlive a locked or absent database
            logger.error("outbox: %s", type(error).__name__)
        close_old_connections()
        _woken.wait(POLL)
        _woken.clear()


def _renew(pks: list[int]) -> None:
    """Keeps the leases under way; one that was given back meanwhile stays so."""
    Conversation.objects.filter(pk__in=pks, lease_until__gt=0).update(lease_until=time.time() + LEASE)


def _finished(busy: set[int], pk: int) -> None:
    busy.discard(pk)
    wake()


def due(exclude: set[int] = frozenset()) -> list[int]:
    """Conversations whose oldest waiting command may be tried now."""
    now, found = time.time(), {}
    free = Command.objects.filter(state=Command.State.WAITING, conversation__lease_until__lt=now)
    waiting = free.exclude(conversation__in=exclude)
    for pk, next_try in waiting.order_by("pk").values_list("conversation", "next_try"):
        found.setdefault(pk, next_try)
    return [pk for pk, next_try in found.items() if next_try <= now]


def deliver_quietly(pk: int) -> None:
    """Delivers a conversation's commands; failures are in the rows."""
    try:
        deliver(pk)
    except Exception as error:   # noqa: BLE001  one conversation's trouble is not the others'
        logger.error("outbox: %s", type(error).__name__)
    finally:
        close_old_connections()


def deliver(pk: int) -> None:
    """Sends the waiting commands of a conversation in order, until one has to wait."""
    now = time.time()
    if not Conversation.objects.filter(pk=pk, lease_until__lt=now).update(lease_until=now + LEASE):
        return
    try:
        while command := _next(pk):
            if not _attempt(command):
                return
    finally:
        Conversation.objects.filter(pk=pk).update(lease_until=0.0)


def _next(pk: int) -> Command | None:
    waiting = Command.objects.filter(conversation=pk, state=Command.State.WAITING).select_related("conversation")
    command = waiting.order_by("pk").first()
    return command if command and command.next_try <= time.time() else None


def _attempt(command: Command) -> bool:
    """True when the command is settled, one way or the other."""
    sender = command.conversation.sender
    try:
        if command.doubtful and rasa().has_applied(sender, str(command.key)):
            return _settle(command, Command.State.SENT)
        command.doubtful = True
        command.attempts += 1
        command.save(update_fields=["doubtful", "attempts"])
        rasa().append(sender, command.events)
        return _settle(command, Command.State.SENT)
    except Unreachable:
        command.doubtful = False    # nothing was sent
        return _later(command)
    except Unanswered:
        return _later(command)
    except Refused as error:
        logger.error("outbox: Rasa refused a command (%s)", error.status)
        return _settle(command, Command.State.FAILED)


def _later(command: Command) -> bool:
    if command.doubtful and command.attempts >= MOST_ATTEMPTS:
        return _settle(command, Command.State.FAILED)
    command.next_try = time.time() + min(LONGEST_PAUSE, 0.25 * 2 ** min(command.attempts, 10))
    command.save(update_fields=["next_try", "doubtful"])
    return False


@transaction.atomic
def _settle(command: Command, state: str) -> bool:
    command.state = state
    command.sent_at = timezone.now() if state == Command.State.SENT else None
    command.save(update_fields=["state", "sent_at"])
    live.touch(command.conversation)
    return True


def again(command: Command) -> None:
    """Puts a failed command back in line."""
    Command.objects.filter(pk=command.pk, state=Command.State.FAILED).update(
        state=Command.State.WAITING, attempts=0, next_try=0.0
    )
    transaction.on_commit(wake)
