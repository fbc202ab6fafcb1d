"""Forgets a person who erased their conversation. What Meta may repeat is still known by its key, without anybody's name.

Meta's window is known from the person's row, and the word that all is erased must still leave: so a mark follows it in
the outbox, and the row goes when the mark's turn comes.
"""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from channels.messenger import outbox
from channels.messenger.database import Database, errors, events, messages, people
from channels.messenger.events import Event
from channels.messenger.outbox import Outgoing

ERASED = "utter_erased"   # the reply by which the dialogue says that the conversation is erased
MARK = "erase"            # in a message of the outbox that is not for Meta: what came until then is forgotten


def told(replies: Iterable[dict[str, Any]]) -> bool:
    """Whether a turn's replies say that the conversation is erased."""
    return any(reply.get("utter_action") == ERASED for reply in replies)


def mark(event: Event) -> Outgoing:
    """What follows these replies in the outbox."""
    return Outgoing(f"{event.key}#erase", event.person, {MARK: event.sent})


def drop_unsent(database: Database, person: str) -> None:
    """Deletes words that were still to be sent."""
    unsent = (messages.c.person == person) & (messages.c.state == "waiting") & (messages.c.attempts == 0)
    with database.write() as connection:
        connection.execute(messages.delete().where(unsent))


def forget(database: Database, row: dict[str, Any], person: str) -> None:
    """Takes the person out of all tables; who has written again meanwhile is known anew from there."""
    until = row["message"][MARK]
    heard = (events.c.person == person) & (events.c.state != "waiting") & (events.c.sent <= until)
    said = (messages.c.person == person) & messages.c.state.not_in(outbox.PENDING)
    with database.write() as connection:
        connection.execute(messages.delete().where(messages.c.id == row["id"]))
        connection.execute(messages.update().where(said).values(person=""))
        connection.execute(events.update().where(heard).values(person=""))
        connection.execute(errors.update().where(errors.c.person == person).values(person=""))
        if not _goes_on(connection, person):
            gone = people.c.heard.is_(None) | (people.c.heard <= until)
            connection.execute(people.delete().where(people.c.person == person, gone))


def _goes_on(connection: Any, person: str) -> bool:
    """Whether something written in the same instant as the erasure is still to be answered."""
    unread = sa.select(events.c.id).where(events.c.person == person, events.c.state == "waiting")
    unsent = sa.select(messages.c.id).where(messages.c.person == person, messages.c.state.in_(outbox.PENDING))
    return any(connection.execute(query.limit(1)).first() for query in (unread, unsent))
