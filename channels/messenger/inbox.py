"""Events accepted from Meta, written down before the 200, taken in order per person, done once."""
from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from typing import Any

import sqlalchemy as sa

from channels.messenger import outbox, state
from channels.messenger.database import Database, events, people
from channels.messenger.events import Batch, Event
from channels.messenger.outbox import Outgoing

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 200   # webhook requests written in one transaction
TRIES = 3


class Writer:
    """Writes what webhook requests bring from one thread, all that waits in one transaction.

    One flush to the disk then serves many requests, so the 200 comes fast under load.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: queue.SimpleQueue[tuple[Batch, asyncio.Future] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_for_ever, name="messenger-inbox", daemon=True)

    def start(self) -> None:
        """Begins to write."""
        self._thread.start()

    def stop(self) -> None:
        """Writes what waits, then ends."""
        self._waiting.put(None)
        self._thread.join(timeout=5)

    async def put(self, batch: Batch) -> None:
        """Returns once the batch is on the disk.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it is not, and Meta must send it again.
        """
        written = asyncio.get_running_loop().create_future()
        self._waiting.put((batch, written))
        await written

    def _write_for_ever(self) -> None:
        while (first := self._waiting.get()) is not None:
            taken = [first]
            while len(taken) < MOST_AT_ONCE and not self._waiting.empty():
                taken.append(self._waiting.get())
            goes_on = taken[-1] is not None
            self._write([item for item in taken if item is not None])
            if not goes_on:
                return

    def _write(self, taken: list[tuple[Batch, asyncio.Future]]) -> None:
        error = self._try([batch for batch, _ in taken])
        for _, written in taken:
            written.get_loop().call_soon_threadsafe(_settle, written, error)


    def _try(self, batches: list[Batch]) -> Exception | None:
        """Two processes that write the same people in another order may block each other: one then starts again."""
        error: Exception | None = None
        for _ in range(TRIES):
            try:
                put(self._database, batches)
                return None
            except sa.exc.SQLAlchemyError as failure:
                error = failure
        return error


def _settle(written: asyncio.Future, error: Exception | None) -> None:
    if not written.done():
        written.set_result(None) if error is None else written.set_exception(error)


def put(database: Database, batches: list[Batch]) -> None:
    """Writes batches in one transaction; an event already there is left as it is."""
    with database.write() as connection:
        for batch in batches:
            state.note(database, connection, batch)
            for event in batch.events:
                if not (event.kind == "edit" and _replace(connection, event)):
                    connection.execute(database.insert_new(events).values(**_row(event)))
            for key in batch.deleted:
                connection.execute(events.update().where(_untouched(key)).values(state="withdrawn", event={}))
            outbox.confirm(connection, batch.echoed)


def _row(event: Event) -> dict[str, Any]:
    now = time.time()
    return {"key": event.key, "person": event.person, "sent": event.sent, "received": now, "event": event.as_dict(),
            "state": "waiting", "attempts": 0, "next_try": now}


def _untouched(key: str) -> Any:
    return (events.c.key == key) & (events.c.state == "waiting") & (events.c.attempts == 0)


def _replace(connection: Any, edit: Event) -> bool:
    """Gives a message that has not been read yet its author's last words; False when it is too late."""
    before = connection.execute(sa.select(events.c.event).where(_untouched(edit.edits or ""))).scalar()
    if not before or before["kind"] != "text":
        return False
    after = {**before, "text": edit.text, "refused": edit.refused}
    return connection.execute(events.update().where(_untouched(edit.edits or "")).values(event=after)).rowcount == 1


def people_waiting(database: Database, limit: int) -> list[str]:
    """People with events to take now, those who wait longest first; nobody whose turn is to be tried again later."""
    waiting = sa.select(events.c.person).where(events.c.state == "waiting").group_by(events.c.person)
    due = waiting.having(sa.func.max(events.c.next_try) <= time.time()).order_by(sa.func.min(events.c.id)).limit(limit)
    with database.read() as connection:
        return list(connection.execute(due).scalars())


def begin(database: Database, person: str) -> dict[str, Any] | None:
    """The person's next event, counted as tried: {id, key, event: Event, attempts, answered, human_spoke}."""
    first = sa.select(events.c.id).where(events.c.state == "waiting", events.c.person == person)
    with database.write() as connection:
        row_id = connection.execute(first.order_by(events.c.sent, events.c.id).limit(1)).scalar()
        mine = (events.c.id == row_id) & (events.c.state == "waiting")
        if not connection.execute(events.update().where(mine).values(attempts=events.c.attempts + 1)).rowcount:
            return None
        row = connection.execute(sa.select(events).where(events.c.id == row_id)).mappings().one()
        known = connection.execute(sa.select(people).where(people.c.person == person)).mappings().first() or {}
    about = {"answered": known.get("answered"), "human_spoke": bool(known.get("human_spoke"))}
    return {"id": row["id"], "key": row["key"], "event": Event(**row["event"]), "attempts": row["attempts"], **about}


def finish(
    database: Database, row_id: int, person: str, replies: list[Outgoing], answered: float | None, disclosed: bool,
    end: str = "done",
) -> bool:
    """Marks an event as done together with its replies, all or nothing; False when another process did it first."""
    waiting = (events.c.id == row_id) & (events.c.state == "waiting")
    with database.write() as connection:
        if not connection.execute(events.update().where(waiting).values(state=end, event={})).rowcount:
            return False
        outbox.put(database, connection, replies)
        changes = {**({"answered": answered} if answered else {}), **({"human_spoke": False} if disclosed else {})}
        if changes:
            connection.execute(people.update().where(people.c.person == person).values(**changes))
    return True


def postpone(database: Database, row_id: int, seconds: float) -> None:
    """Has an event tried again later; the person's other events wait behind it."""
    with database.write() as connection:
        connection.execute(events.update().where(events.c.id == row_id).values(next_try=time.time() + seconds))


def forget_old(database: Database, days: float) -> None:
    """Deletes done events that Meta no longer repeats."""
    old = (events.c.state != "waiting") & (events.c.received < time.time() - days * 86400)
    with database.write() as connection:
        connection.execute(events.delete().where(old))
