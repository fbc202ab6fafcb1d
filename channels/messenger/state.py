"""What the channel knows of a person: when they last wrote, so until when they may be written to."""
from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from channels.messenger.database import Database, errors, people
from channels.messenger.events import Batch

OPEN = 24 * 3600           # seconds after a person's message during which anything may be sent
HUMAN = 7 * 24 * 3600      # seconds during which what a person of the city wrote may be sent
PREFIX = "facebook-"       # conversation ids of this channel


@dataclass(frozen=True)
class Window:
    """Until when a person may be written to, in epoch seconds; both None when they have never written."""

    open_until: float | None
    human_until: float | None

    def allows(self, human: bool, now: float) -> str | None:
        """How to send at `now`: "RESPONSE", "HUMAN_AGENT" or None when it may not be sent."""
        if self.open_until is not None and now < self.open_until:
            return "RESPONSE"
        return "HUMAN_AGENT" if human and self.human_until is not None and now < self.human_until else None


def conversation(person: str) -> str:
    """Id of a person's conversation in Rasa."""
    return PREFIX + person


def person_of(conversation_id: str) -> str:
    """The person of a conversation."""
    return conversation_id.removeprefix(PREFIX)


def window(database: Database, person: str) -> Window:
    """Meta's window for a person, who may also be given as a conversation."""
    with database.read() as connection:
        heard = connection.execute(sa.select(people.c.heard).where(people.c.person == person_of(person))).scalar()
    return Window(heard + OPEN, heard + HUMAN) if heard is not None else Window(None, None)


def note(database: Database, connection: Any, batch: Batch) -> None:
    """Writes down who was heard when, who holds each thread, and Meta's warnings."""
    for person in batch.heard.keys() | batch.threads.keys():
        new = {"person": person, "human_spoke": False, "thread": "ours"}
        connection.execute(database.insert_new(people).values(**new))
    for person, at in batch.heard.items():
        later = (people.c.person == person) & (people.c.heard.is_(None) | (people.c.heard < at))
        connection.execute(people.update().where(later).values(heard=at))
    for person, holder in batch.threads.items():
        spoke = {"human_spoke": True} if holder == "other" else {}
        connection.execute(people.update().where(people.c.person == person).values(thread=holder, **spoke))
    for action in batch.warnings:
        record(database, connection, f"policy:{action}:{int(time.time() // 86400)}", "", "policy", action[:32])


def forget_old(database: Database, days: float) -> None:
    """Deletes people who have not written for so many days."""
    with database.write() as connection:
        connection.execute(people.delete().where(people.c.heard < time.time() - days * 86400))


def human_spoke(connection: Any, person: str) -> None:
    """Remembers that someone of the city wrote: the assistant will say again that it is automatic."""
    connection.execute(people.update().where(people.c.person == person).values(human_spoke=True))


def record(
    database: Database, connection: Any, key: str, person: str, kind: str, code: str, trace: str = ""
) -> None:
    """Counts an error for operators: what failed and why, never what was said."""
    now = time.time()
    new = {"key": key, "person": person, "kind": kind, "code": code, "trace": trace}
    connection.execute(database.insert_new(errors).values(**new, first=now, last=now, count=0))
    connection.execute(errors.update().where(errors.c.key == key).values(last=now, count=errors.c.count + 1))
