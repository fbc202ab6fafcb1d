"""What was said in each web conversation, in order, so that nothing is lost while nobody listens.

Numbers are given per conversation under a lock on its row, so they appear in the order of their commits: who has
read up to N misses nothing by asking for what comes after N. See docs/decisions/004-web-channel.md.
"""
from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

KEPT = 600     # messages of a conversation that stay readable here; the tracker's archive keeps them all
LEASE = 30.0   # seconds after which a message whose worker fell silent is taken up by another
WAITING, DONE = 0, 1

T = TypeVar("T")
_metadata = sa.MetaData()
conversations = sa.Table(
    "web_conversations", _metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("last", sa.Integer, nullable=False, default=0),
    sa.Column("created", sa.Float, nullable=False),
)
messages = sa.Table(
    "web_messages", _metadata,
    sa.Column("conversation", sa.String(64), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(12), nullable=False),       # citizen | said | erased | rating
    sa.Column("client", sa.String(80)),                     # the sender's own id, by which a repetition is known
    sa.Column("turn", sa.Integer),                          # number of the citizen's message that this answers
    sa.Column("state", sa.Integer, nullable=False, default=DONE),
    sa.Column("leased", sa.Float, nullable=False, default=0.0),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.UniqueConstraint("conversation", "client"),
    sa.Index("web_messages_waiting", "state", "leased"),
)
ratings = sa.Table(
    "web_ratings", _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", sa.String(64), index=True),   # emptied when the conversation is erased
    sa.Column("score", sa.Integer, nullable=False),         # 1 to 5
    sa.Column("comment", sa.Text),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("created", sa.Float, nullable=False),
)


class UnknownConversation(LookupError):
    """The conversation is not (or no longer) kept."""


@dataclass(frozen=True)
class Row:
    """One thing said or done: `data` as WebOutput or Turns wrote it, `created` in seconds since 1970."""

    conversation: str
    seq: int
    kind: str
    client: str | None
    turn: int | None
    data: dict[str, Any]
    created: float


def create_schema(url: str) -> None:
    """Creates what is missing; called once, before workers are forked."""
    engine = _engine(url)
    _metadata.create_all(engine)
    engine.dispose()


class Store:
    """Reads and writes one database. SQLite answers in a fraction of a thread switch, so it is called in place."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._in_place = self._engine.dialect.name == "sqlite"

    async def run(self, work: Callable[..., T], *values: Any) -> T:
        """Calls a method of this store without holding up the event loop."""
        return work(*values) if self._in_place else await asyncio.to_thread(work, *values)

    def close(self) -> None:
        """Closes the connections."""
        self._engine.dispose()

    def open(self, conversation: str, language: str) -> None:
        """Writes a new conversation down."""
        with self._engine.begin() as db:
            db.execute(conversations.insert().values(id=conversation, language=language, last=0, created=time.time()))

    def language(self, conversation: str) -> str:
        """Language of the page that opened the conversation. Raises UnknownConversation."""
        with self._engine.connect() as db:
            row = db.execute(sa.select(conversations.c.language).where(conversations.c.id == conversation)).first()
        if row is None:
            raise UnknownConversation
        return row[0]

    def add(
        self, conversation: str, kind: str, data: dict[str, Any], turn: int | None = None, key: str | None = None
    ) -> None:
        """Appends something said; the same key again changes nothing. Raises UnknownConversation."""
        with self._engine.begin() as db:
            seq = _next(db, conversation)
            if key is None or _by_client(db, conversation, key) is None:
                _insert(db, conversation, seq, kind, data, turn=turn, client=key)

    def receive(self, conversation: str, client: str, data: dict[str, Any]) -> tuple[int, bool]:
        """Appends a citizen's message, still to be answered; the same client id again changes nothing.

        Returns:
            (number, is new).
        """
        with self._engine.begin() as db:
            seq = _next(db, conversation)
            known = _by_client(db, conversation, client)
            if known is not None:   # leaves a gap in the numbers, which nobody minds
                return known, False
            _insert(db, conversation, seq, "citizen", data, client=client, state=WAITING, leased=time.time() + LEASE)
        return seq, True

    def after(self, conversation: str, seq: int, limit: int = 200) -> tuple[list[Row], bool]:
        """What comes after a number, and whether a message still waits for its answer. Raises UnknownConversation."""
        mine = messages.c.conversation == conversation
        columns = [messages.c[name] for name in Row.__dataclass_fields__]
        with self._engine.connect() as db:
            last = db.execute(sa.select(conversations.c.last).where(conversations.c.id == conversation)).scalar()
            if last is None:
                raise UnknownConversation
            query = sa.select(*columns).where(mine, messages.c.seq > (seq if seq <= last else 0))
            rows = [Row(*row) for row in db.execute(query.order_by(messages.c.seq).limit(limit))]
            waiting = db.execute(sa.select(messages.c.seq).where(mine, messages.c.state == WAITING).limit(1)).first()
        return rows, waiting is not None

    def said_in(self, conversation: str, turn: int) -> list[dict[str, Any]]:
        """What was already said in answer to a message, in order."""
        mine = (messages.c.conversation == conversation) & (messages.c.turn == turn)
        with self._engine.connect() as db:
            return [row[0] for row in db.execute(sa.select(messages.c.data).where(mine).order_by(messages.c.seq))]

    def done(self, conversation: str, seq: int) -> None:
        """Marks a citizen's message as answered."""
        with self._engine.begin() as db:
            db.execute(messages.update().where(_is(conversation, seq)).values(state=DONE))

    def renew(self, numbers: Iterable[tuple[str, int]]) -> None:
        """Keeps the lease of messages that this worker is answering."""
        with self._engine.begin() as db:
            for conversation, seq in numbers:
                db.execute(messages.update().where(_is(conversation, seq)).values(leased=time.time() + LEASE))

    def claim_abandoned(self) -> list[Row]:
        """Takes the messages whose worker fell silent; no other worker gets them."""
        now, taken = time.time(), []
        abandoned = (messages.c.state == WAITING) & (messages.c.leased < now)
        columns = [messages.c[name] for name in Row.__dataclass_fields__]
        with self._engine.connect() as db:
            found = db.execute(sa.select(*columns).where(abandoned).order_by(messages.c.created)).all()
        for row in (Row(*values) for values in found):
            with self._engine.begin() as db:
                mine = _is(row.conversation, row.seq) & abandoned
                if db.execute(messages.update().where(mine).values(leased=now + LEASE)).rowcount:
                    taken.append(row)
        return taken

    def erase(self, conversation: str) -> None:
        """Forgets what was said; says so to who still listens. Ratings stay, without comment or conversation."""
        with self._engine.begin() as db:
            seq = _next(db, conversation)
            db.execute(messages.delete().where(messages.c.conversation == conversation))
            _insert(db, conversation, seq, "erased", {})
            mine = ratings.c.conversation == conversation
            db.execute(ratings.update().where(mine).values(conversation=None, comment=None))

    def rate(self, conversation: str, score: int, comment: str | None, language: str) -> None:
        """Writes a rating, in the place of an earlier one of the same conversation."""
        row = {"conversation": conversation, "score": score, "comment": comment, "language": language}
        with self._engine.begin() as db:
            db.execute(ratings.delete().where(ratings.c.conversation == conversation))
            db.execute(ratings.insert().values(created=time.time(), **row))

    def forget_older(self, days: float) -> None:
        """Removes the conversations in which nothing was said for so many days."""
        limit = time.time() - days * 86400
        newest = sa.select(messages.c.conversation).where(messages.c.created >= limit)
        stale = sa.select(conversations.c.id).where(conversations.c.created < limit, conversations.c.id.not_in(newest))
        with self._engine.begin() as db:
            ids = [row[0] for row in db.execute(stale)]
            for start in range(0, len(ids), 500):
                some = ids[start : start + 500]
                db.execute(messages.delete().where(messages.c.conversation.in_(some)))
                db.execute(conversations.delete().where(conversations.c.id.in_(some)))

    def forget_ratings(self, days: float) -> None:
        """Removes ratings older than so many days."""
        with self._engine.begin() as db:
            db.execute(ratings.delete().where(ratings.c.created < time.time() - days * 86400))


def _engine(url: str) -> sa.engine.Engine:
    if url.startswith("sqlite:///"):
        os.makedirs(os.path.dirname(url[len("sqlite:///") :]) or ".", exist_ok=True)
    if not url.startswith("sqlite"):
        return sa.create_engine(url, future=True, pool_pre_ping=True)
    # Kept open: without a pool, each commit would be followed by a close, which writes the whole journal back.
    shared = {"check_same_thread": False}
    engine = sa.create_engine(url, future=True, poolclass=sa.pool.QueuePool, connect_args=shared)
    sa.event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _next(db: Any, conversation: str) -> int:
    """The next number; holds the conversation's row until the commit."""
    mine = conversations.c.id == conversation
    if not db.execute(conversations.update().where(mine).values(last=conversations.c.last + 1)).rowcount:
        raise UnknownConversation
    return db.execute(sa.select(conversations.c.last).where(mine)).scalar()


def _insert(db: Any, conversation: str, seq: int, kind: str, data: dict[str, Any], **values: Any) -> None:
    row = {"conversation": conversation, "seq": seq, "kind": kind, "data": data, "created": time.time()}
    db.execute(messages.insert().values(**row, **values))
    if seq % 50 == 0:
        db.execute(messages.delete().where(messages.c.conversation == conversation, messages.c.seq <= seq - KEPT))


def _by_client(db: Any, conversation: str, client: str) -> int | None:
    same = (messages.c.conversation == conversation) & (messages.c.client == client)
    return db.execute(sa.select(messages.c.seq).where(same)).scalar()


def _is(conversation: str, seq: int) -> Any:
    return (messages.c.conversation == conversation) & (messages.c.seq == seq)
