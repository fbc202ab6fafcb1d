"""Forgets the archived conversations that are older than the city keeps them."""
from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

AT_ONCE = 200   # conversations of one transaction: others write meanwhile
DAY = 86400.0


def forget_old(agent: Any, days: float) -> int:
    """Deletes conversations in which nothing happened for so many days; returns how many.

    Blocking.

    Args:
        agent: Rasa's agent, with the SQL tracker store of endpoints.yml.
    """
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)   # Rasa may wrap it
    row, forgotten = store.SQLEvent.__table__, 0
    quiet = sa.func.max(row.c.timestamp) < time.time() - days * DAY
    old = sa.select(row.c.sender_id).group_by(row.c.sender_id).having(quiet).limit(AT_ONCE)
    while True:
        with store.engine.begin() as connection:
            senders = connection.execute(old).scalars().all()
            connection.execute(row.delete().where(row.c.sender_id.in_(senders)))
        forgotten += len(senders)
        if len(senders) < AT_ONCE:
            return forgotten
