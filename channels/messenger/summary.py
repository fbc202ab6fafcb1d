"""The channel's state in figures: what waits, since when, what failed. Codes and counts, never words."""
from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

from channels.messenger import outbox
from channels.messenger.database import Database, errors, events, messages

RECENT = 24 * 3600
SHOWN = 20


def summary(database: Database) -> dict[str, Any]:
    """Counts by state, age in seconds of the oldest that waits, and the latest errors (codes, never words)."""
    with database.read() as connection:
        return {
            "inbox": _counts(connection, events),
            "outbox": _counts(connection, messages),
            "oldest_event_s": _age(connection, events, events.c.received),
            "oldest_message_s": _age(connection, messages, messages.c.created),
            "errors": _errors(connection),
        }


def _counts(connection: Any, table: sa.Table) -> dict[str, int]:
    rows = connection.execute(sa.select(table.c.state, sa.func.count()).group_by(table.c.state))
    found = {"waiting": 0}
    for name, count in rows:
        name = "waiting" if name in outbox.PENDING else name
        found[name] = found.get(name, 0) + count
    return found


def _age(connection: Any, table: sa.Table, since: sa.Column) -> float:
    oldest = connection.execute(sa.select(sa.func.min(since)).where(table.c.state.in_(outbox.PENDING))).scalar()
    return round(time.time() - oldest, 1) if oldest else 0.0


def _errors(connection: Any) -> list[dict[str, Any]]:
    recent = sa.select(errors).where(errors.c.last > time.time() - RECENT).order_by(errors.c.last.desc()).limit(SHOWN)
    names = ("kind", "code", "person", "trace", "first", "last", "count")
    return [{name: row[name] for name in names} for row in connection.execute(recent).mappings()]
