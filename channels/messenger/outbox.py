"""Messages promised to people, kept until Meta has them, in order per person."""
from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from channels.messenger import state
from channels.messenger.database import Database, errors, messages

PENDING = ("waiting", "sending", "unsure")   # unsure: tried, and nobody knows whether Meta has it
RECHECK = 5.0                               # seconds before another process looks at what one was sending


@dataclass(frozen=True)
class Outgoing:
    """A message to send; `key` is unique and comes back in Meta's echo; `message` is the Send API's."""

    key: str
    person: str
    message: dict[str, Any]
    human: bool = False


def put(database: Database, connection: Any, outgoing: list[Outgoing]) -> None:
    """Adds messages inside a transaction; a key already there changes nothing."""
    now = time.time()
    fresh = {"state": "waiting", "attempts": 0, "next_try": now, "created": now}
    for one in outgoing:
        values = {"key": one.key, "person": one.person, "message": one.message, "human": one.human, **fresh}
        connection.execute(database.insert_new(messages).values(**values))
        if one.human:
            state.human_spoke(connection, one.person)


def put_all(database: Database, outgoing: list[Outgoing]) -> None:
    """The same, in a transaction of its own."""
    with database.write() as connection:
        put(database, connection, outgoing)


def people_waiting(database: Database, limit: int) -> list[str]:
    """People whose oldest message may be sent now."""
    heads = sa.select(sa.func.min(messages.c.id)).where(messages.c.state.in_(PENDING)).group_by(messages.c.person)
    due = sa.select(messages.c.person).where(messages.c.id.in_(heads), messages.c.next_try <= time.time())
    with database.read() as connection:
        return list(connection.execute(due.order_by(messages.c.id).limit(limit)).scalars())


def begin(database: Database, person: str, echo_wait: float) -> dict[str, Any] | None:
    """The person's oldest message if it may be sent now: {id, key, message, human, attempts, window}.

    The caller holds the person's lease. A message found as `sending` was in the hands of a process that died: Meta
    may have it or not, so its echo is given `echo_wait` seconds to tell before the message is sent again.
    """
    now = time.time()
    with database.write() as connection:
        head = sa.select(messages).where(messages.c.state.in_(PENDING), messages.c.person == person)
        row = connection.execute(head.order_by(messages.c.id).limit(1)).mappings().first()
        if row is None or row["next_try"] > now:
            return None
        orphan = row["state"] == "sending"
        unsure = {"state": "unsure", "next_try": now + echo_wait}
        tried = {"state": "sending", "attempts": row["attempts"] + 1, "next_try": now + RECHECK}
        same = (messages.c.id == row["id"]) & (messages.c.state == row["state"])
        changed = connection.execute(messages.update().where(same).values(**(unsure if orphan else tried))).rowcount
        if orphan or not changed:
            return None
    window = state.window(database, person)
    known = {name: row[name] for name in ("id", "key", "message", "human")}
    return {**known, "attempts": tried["attempts"], "window": window}


def settle(database: Database, row_id: int, outcome: str) -> None:
    """Ends a message: sent, refused or expired. Its words are erased."""
    with database.write() as connection:
        connection.execute(messages.update().where(messages.c.id == row_id).values(state=outcome, message={}))


def postpone(database: Database, row_id: int, seconds: float, unsure: bool = False) -> None:
    """Has a message tried again later, unless its echo came meanwhile."""
    later = {"state": "unsure" if unsure else "waiting", "next_try": time.time() + seconds}
    with database.write() as connection:
        tried = (messages.c.id == row_id) & (messages.c.state == "sending")
        connection.execute(messages.update().where(tried).values(**later))


def confirm(connection: Any, keys: list[str]) -> None:
    """Marks as sent what Meta's echo shows that it has."""
    if keys:
        known = messages.c.key.in_(keys) & messages.c.state.in_(PENDING) & (messages.c.attempts > 0)
        connection.execute(messages.update().where(known).values(state="sent", message={}))


def fail(database: Database, row: dict[str, Any], person: str, kind: str, code: str, trace: str) -> None:
    """Records for operators why a message was not sent."""
    with database.write() as connection:
        state.record(database, connection, f"{row['key']}:{code}", person, kind, code, trace)


def forget_old(database: Database, days: float) -> None:
    """Deletes ended messages and old errors."""
    before = time.time() - days * 86400
    with database.write() as connection:
        connection.execute(messages.delete().where(messages.c.state.not_in(PENDING), messages.c.created < before))
        connection.execute(errors.delete().where(errors.c.last < before))
