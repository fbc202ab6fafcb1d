"""Tracker store that keeps every event, but loads only what the conversation needs now.

Rasa copies, reads and writes the whole live tracker several times a message, so its cost grows with each
message (shared design.md section 8). Here the live tracker holds the last `KEPT` events of the session and
one event per slot set before them; the archive in the database stays whole. The live trackers of the conversations
that spoke last stay in memory, each as of one row: one saved meanwhile by another process is read again.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from runtime import speed

KEPT = 50              # events of a live tracker when it is read
LONGEST = 3 * KEPT     # events with which it stays in memory
IN_MEMORY = 200        # conversations


class SessionTrackerStore(SQLTrackerStore):
    """SQL tracker store whose live trackers are bounded.

    Args of endpoints.yml: `url`, an SQLAlchemy address (sqlite:///var/tracker.db, postgresql://…).
    """

    def __init__(self, domain: Any = None, host: str | None = None, event_broker: Any = None, **kwargs: Any) -> None:
        speed.apply()
        super().__init__(domain, host=host, event_broker=event_broker, **kwargs)
        self._live: dict[str, tuple[int, Domain, DialogueStateTracker]] = {}   # taken out while in use, oldest first
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()
            self.engine = _kept_sqlite(self.engine.url)
            self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        self._last_row = _last_row(self.engine, self.SQLEvent.__table__)

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        if fetch_events_from_all_sessions:
            return await super()._retrieve(sender_id, True)
        with self.engine.connect() as connection:
            kept = self._live.pop(sender_id, None)
            if kept and kept[:2] == (self._last_row(connection, sender_id), self.domain):
                return kept[2]
            rows = self._live_rows(connection, sender_id)
        if not rows:
            return None
        events = [Event.from_parameters(json.loads(data)) for data in rows]
        _mark_stored(events)
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    def _live_rows(self, connection: sa.engine.Connection, sender_id: str) -> list[str]:
        row = self.SQLEvent.__table__.c
        started = (
            sa.select(sa.func.coalesce(sa.func.max(row.id), 0))
            .where(row.sender_id == sender_id, row.type_name == SessionStarted.type_name)
            .scalar_subquery()
        )
        live = (row.sender_id == sender_id, row.id >= started)
        newest_first = sa.select(row.id, row.data).where(*live).order_by(row.id.desc()).limit(KEPT)
        recent = connection.execute(newest_first).all()[::-1]
        if len(recent) < KEPT:
            return [data for _, data in recent]
        newest = (
            sa.select(sa.func.max(row.id))
            .where(*live, row.id < recent[0].id, row.type_name == SlotSet.type_name)
            .group_by(row.action_name)
        )
        older = connection.execute(sa.select(row.id, row.data).where(row.id.in_(newest)).order_by(row.id)).all()
        return [data for _, data in [*older, *recent]]

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Adds the tracker's new events to the archive, after publishing them."""
        new = [event for event in tracker.events if not getattr(event, "stored", False)]
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)
        erased = any(isinstance(event, SlotSet) and event.key == "erase_requested" and event.value for event in new)
        table = self.SQLEvent.__table__
        with self.engine.begin() as connection:
            if erased:
                connection.execute(table.delete().where(table.c.sender_id == tracker.sender_id))
                new = _remainder(tracker)
            if new:
                connection.execute(table.insert(), [_row(tracker.sender_id, event) for event in new])
            last = self._last_row(connection, tracker.sender_id)
        _mark_stored(new)
        starts = erased or any(isinstance(event, SessionStarted) for event in new)   # what was before is no longer live
        if last is not None and not starts and len(tracker.events) <= LONGEST:
            self._live[tracker.sender_id] = (last, self.domain, tracker)
        while len(self._live) > IN_MEMORY:
            del self._live[next(iter(self._live))]


def _last_row(engine: sa.engine.Engine, table: sa.Table) -> Callable[[sa.engine.Connection, str], int | None]:
    """Reads the number of a conversation's last row; compiled once, because it is asked twice a message."""
    row = table.c
    query = sa.select(sa.func.max(row.id)).where(row.sender_id == sa.bindparam("sender")).compile(engine)

    def read(connection: sa.engine.Connection, sender_id: str) -> int | None:
        parameters = (sender_id,) if query.positional else {"sender": sender_id}
        return connection.exec_driver_sql(query.string, parameters).scalar()

    return read


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _remainder(tracker: DialogueStateTracker) -> list[Event]:
    """What stays of an erased conversation: that there is one, who holds it, its language."""
    kept = [SlotSet(name, tracker.get_slot(name)) for name in ("language", "english_attested", "owner")]
    return [ActionExecuted("action_session_start"), SessionStarted(), *kept, ActionExecuted("action_listen")]


def _mark_stored(events: Iterable[Event]) -> None:
    for event in events:
        event.stored = True


def _kept_sqlite(url: sa.engine.URL) -> sa.engine.Engine:
    """An engine that keeps its connections: Rasa's opens the file again for each message, twice."""
    pool = sa.pool.QueuePool if url.database and url.database != ":memory:" else sa.pool.StaticPool
    engine = sa.create_engine(url, poolclass=pool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=5000")
