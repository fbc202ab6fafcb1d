"""The spool: events on disk until the desk has them.

Several Rasa processes may share one spool; a lease lets one at a time deliver, so that order is kept.
"""
from __future__ import annotations

import json
import os
import time
import uuid
from typing import Any

import sqlalchemy as sa

LEASE = 20.0    # seconds for which one process alone delivers

_metadata = sa.MetaData()
_events = sa.Table(
    "event_spool", _metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
_leases = sa.Table(
    "event_spool_lease", _metadata,
    sa.Column("name", sa.String(16), primary_key=True),
    sa.Column("holder", sa.String(64), nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)


class Spool:
    """A first-in, first-out table.

    Args:
        url: SQLAlchemy address.
    """

    def __init__(self, url: str) -> None:
        self._holder = uuid.uuid4().hex
        self._engine = _engine(url)
        self._ensure_tables()
        self._ensure_lease()

    def put(self, message: dict[str, Any]) -> None:
        """Writes a message down, for good once this returns."""
        with self._engine.begin() as connection:
            connection.execute(_events.insert().values(body=json.dumps(message, ensure_ascii=False)))

    def first(self, most: int) -> list[tuple[int, dict[str, Any]]]:
        """The oldest messages: [(position, message)]."""
        query = sa.select(_events.c.position, _events.c.body).order_by(_events.c.position).limit(most)
        with self._engine.connect() as connection:
            return [(position, json.loads(body)) for position, body in connection.execute(query)]

    def forget(self, positions: list[int]) -> None:
        """Removes what has been delivered."""
        with self._engine.begin() as connection:
            connection.execute(_events.delete().where(_events.c.position.in_(positions)))

    def lease(self) -> bool:
        """Takes or renews the right to deliver; False when another process has it."""
        now = time.time()
        free = sa.or_(_leases.c.until < now, _leases.c.holder == self._holder)
        taken = _leases.update().where(_leases.c.name == "sender", free).values(holder=self._holder, until=now + LEASE)
        with self._engine.begin() as connection:
            return connection.execute(taken).rowcount == 1

    def release(self) -> None:
        """Gives the right to deliver back."""
        mine = (_leases.c.name == "sender") & (_leases.c.holder == self._holder)
        with self._engine.begin() as connection:
            connection.execute(_leases.update().where(mine).values(until=0.0))

    def _ensure_tables(self) -> None:
        try:
            _metadata.create_all(self._engine)
        except sa.exc.DBAPIError:
            _metadata.create_all(self._engine)   # another process was making them at the same moment

    def _ensure_lease(self) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(_leases.insert().values(name="sender", holder="", until=0.0))
        except sa.exc.IntegrityError:
            return   # another start has made the row


def _engine(url: str) -> sa.engine.Engine:
    if url.startswith("sqlite:///"):
        os.makedirs(os.path.dirname(url[len("sqlite:///"):]) or ".", exist_ok=True)
    if not url.startswith("sqlite"):
        return sa.create_engine(url, future=True, pool_pre_ping=True)
    # Kept open: without a pool, each commit would be followed by a close, which writes the whole journal back.
    engine = sa.create_engine(url, future=True, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=5000")
