"""The channel's tables, and access to them off the event loop."""
from __future__ import annotations

import asyncio
import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Result = TypeVar("Result")
THREADS = 4

_metadata = sa.MetaData()
_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")

events = sa.Table(
    "messenger_inbox", _metadata,
    sa.Column("id", _id, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(255), unique=True, nullable=False),   # Meta's mid: the same event is taken once
    sa.Column("person", sa.String(64), nullable=False),              # here and below: "" once they erased their conversation
    sa.Column("sent", sa.Float, nullable=False),                     # by Meta's clock: the order of a person's events
    sa.Column("received", sa.Float, nullable=False),
    sa.Column("event", sa.JSON, nullable=False),                     # emptied once done: the tracker holds it then
    sa.Column("state", sa.String(12), nullable=False),               # waiting | done | failed | withdrawn
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_try", sa.Float, nullable=False),
    sa.Index("messenger_inbox_waiting", "state", "person", "sent"),
)
messages = sa.Table(
    "messenger_outbox", _metadata,
    sa.Column("id", _id, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(255), unique=True, nullable=False),   # comes back in Meta's echo
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("message", sa.JSON, nullable=False),                   # emptied once sent
    sa.Column("human", sa.Boolean, nullable=False),                  # written by a person of the city
    sa.Column("state", sa.String(12), nullable=False),   # waiting | sending | unsure | sent | refused | expired
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_try", sa.Float, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.Index("messenger_outbox_waiting", "state", "person", "id"),
)
people = sa.Table(
    "messenger_person", _metadata,
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("heard", sa.Float),                                    # last time they wrote: opens Meta's window
    sa.Column("answered", sa.Float),                                 # time of the last message that had its turn
    sa.Column("human_spoke", sa.Boolean, nullable=False),            # a person wrote since the last disclosure
    sa.Column("thread", sa.String(8), nullable=False),               # ours | other: who holds Meta's thread
)
errors = sa.Table(
    "messenger_error", _metadata,
    sa.Column("key", sa.String(300), primary_key=True),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("code", sa.String(32), nullable=False),
    sa.Column("trace", sa.String(64), nullable=False),
    sa.Column("first", sa.Float, nullable=False),
    sa.Column("last", sa.Float, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)
leases = sa.Table(
    "messenger_lease", _metadata,
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)


class Database:
    """One process's connection to the channel's database.

    `read()` and `write()` block; `await call(work, …)` runs `work(database, …)` in a thread.
    """

    def __init__(self, url: str) -> None:
        sqlite_path = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else ""
        if sqlite_path:
            os.makedirs(os.path.dirname(sqlite_path) or ".", exist_ok=True)
        self._one_writer = threading.Lock() if sqlite_path else contextlib.nullcontext()
        self.engine = _engine(url, bool(sqlite_path))
        self._threads = ThreadPoolExecutor(THREADS, "messenger-db")
        _create_tables(self.engine)

    @contextlib.contextmanager
    def write(self) -> Iterator[Any]:
        """A transaction; SQLite's threads take turns here rather than poll its lock."""
        with self._one_writer, self.engine.begin() as connection:
            yield connection

    def read(self) -> Any:
        """A connection for reading, as a context manager."""
        return self.engine.connect()

    def insert_new(self, table: sa.Table) -> Any:
        """An INSERT that skips rows whose unique key is already there."""
        dialect = sqlite if self.engine.dialect.name == "sqlite" else postgresql
        return dialect.insert(table).on_conflict_do_nothing()

    async def call(self, work: Callable[..., Result], *args: Any) -> Result:
        """Result of `work(self, *args)`, run in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, self, *args)

    def close(self) -> None:
        """Ends the threads and the connections."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


def _engine(url: str, is_sqlite: bool) -> sa.engine.Engine:
    if not is_sqlite:
        return sa.create_engine(url, future=True, pool_pre_ping=True, pool_size=THREADS + 1)
    made = sa.create_engine(
        url, future=True, poolclass=sa.pool.QueuePool, pool_size=THREADS + 1, connect_args={"check_same_thread": False}
    )
    sa.event.listen(made, "connect", _tune_sqlite)
    return made


def _tune_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=10000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")   # what was answered 200 survives a power cut too


def _create_tables(engine: sa.engine.Engine) -> None:
    for attempt in range(5):
        try:
            _metadata.create_all(engine)
            return
        except (sa.exc.OperationalError, sa.exc.ProgrammingError, sa.exc.IntegrityError):
            if attempt == 4:   # before that: another process was creating the same tables
                raise
            time.sleep(0.2)
