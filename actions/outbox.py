"""Requests promised to citizens, written down before the city is called and delivered exactly once.

A row is written when the citizen confirms; every attempt to deliver it carries the same idempotency key, so a
crash between any two lines neither loses nor doubles a request. `python -m actions.outbox` delivers what waits.
"""
from __future__ import annotations

import hashlib
import logging
import os
import time
from functools import cache
from typing import Any

import sqlalchemy as sa

from actions import settings
from actions.city_errors import CityError, CityNonsense, CityUnavailable
from actions.city_http import CityHttp
from cities.current import current

logger = logging.getLogger(__name__)

LEASE = 30            # seconds during which one process alone tries a row
LONGEST_PAUSE = 300   # seconds between attempts at the most
POLL = 5              # seconds between looks of the worker
DAY = 86400.0
PATH = "/open311/v2/requests.json"
LONGEST_NUMBER = 128

_metadata = sa.MetaData()
rows = sa.Table(
    "outbox", _metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("conversation", sa.String(255), index=True, nullable=False),
    sa.Column("topic", sa.String(64), nullable=False),
    sa.Column("form", sa.JSON, nullable=False),            # emptied once the city or a person has it
    sa.Column("state", sa.String(16), nullable=False),     # waiting | delivered | refused | handed (to a person)
    sa.Column("number", sa.String(LONGEST_NUMBER)),
    sa.Column("token", sa.String(LONGEST_NUMBER)),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("next_try", sa.Float, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
)


@cache
def engine() -> sa.engine.Engine:
    """Database of this process."""
    url = settings.outbox_url()
    if url.startswith("sqlite:///"):
        os.makedirs(os.path.dirname(url[len("sqlite:///"):]) or ".", exist_ok=True)
    made = sa.create_engine(url, future=True, pool_pre_ping=True)
    try:
        _metadata.create_all(made)
    except sa.exc.DatabaseError:        # another process has just made them
        _metadata.create_all(made)
    return made


def put(key: str, conversation: str, topic: str, form: dict[str, Any]) -> None:
    """Writes a request down; the same key again only corrects what nobody has tried to deliver."""
    now = time.time()
    values = {"key": key, "conversation": conversation, "topic": topic, "form": form, "state": "waiting",
              "attempts": 0, "next_try": now, "created": now}
    try:
        with engine().begin() as connection:
            connection.execute(rows.insert().values(**values))
    except sa.exc.IntegrityError:
        logger.info("outbox: key already there")
        untried = (rows.c.key == key) & (rows.c.attempts == 0)
        with engine().begin() as connection:
            connection.execute(rows.update().where(untried).values(form=form))


def get(key: str) -> dict[str, Any] | None:
    """A row by its key."""
    with engine().connect() as connection:
        row = connection.execute(sa.select(rows).where(rows.c.key == key)).mappings().first()
    return dict(row) if row else None


def of_conversation(conversation: str) -> list[dict[str, Any]]:
    """Rows of a conversation, newest first."""
    query = sa.select(rows).where(_of(conversation)).order_by(rows.c.created.desc())
    with engine().connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def forget(conversation: str) -> int:
    """Erases a conversation's settled rows and unlinks those that the city or a person must still get, counted."""
    mine = _of(conversation)
    with engine().begin() as connection:
        connection.execute(rows.delete().where(mine, rows.c.state.in_(("delivered", "handed"))))
        return connection.execute(rows.update().where(mine).values(conversation="")).rowcount


def forget_old(days: float) -> None:
    """Deletes what was settled, or refused and never asked about, so many days ago."""
    old = (rows.c.state != "waiting") & (rows.c.created < time.time() - days * DAY)
    with engine().begin() as connection:
        connection.execute(rows.delete().where(old))


def _of(conversation: str) -> Any:
    return rows.c.conversation.in_((conversation, hashed(conversation)))


def hashed(conversation: str) -> str:
    """What stays of a conversation's id once its words are erased."""
    return hashlib.sha256(conversation.encode()).hexdigest()


def deliver(key: str, http: CityHttp) -> dict[str, Any] | None:
    """Tries to deliver one waiting row; returns the row afterwards, with the city's own `notice` when it has just been.

    Blocking. Raises nothing: a failure is in the row (waiting: to be tried again; refused: the city will not take it).
    """
    row = _lease(key)
    if row is None:
        return get(key)
    try:
        answer = http.call("POST", PATH, headers={"Idempotency-Key": key}, data=_fields(row["form"], http.api_key))
        first = _receipt(answer)
        _update(key, state="delivered", form={}, number=_text(first, "service_request_id"), token=_text(first, "token"))
        notice = first.get("service_notice")
        return {**(get(key) or row), **({"notice": notice} if notice else {})}
    except CityUnavailable:
        _update(key, next_try=time.time() + min(LONGEST_PAUSE, 2 ** row["attempts"]))
    except CityError as error:
        logger.error("outbox: the city refused a request (%s)", type(error).__name__)
        _update(key, state="refused", next_try=time.time() + LEASE)   # the caller may hand it over meanwhile
    return get(key)


def refused_due() -> list[dict[str, Any]]:
    """Refused rows that a person must still get, oldest first."""
    due = sa.select(rows).where(rows.c.state == "refused", rows.c.next_try <= time.time())
    with engine().connect() as connection:
        return [dict(row) for row in connection.execute(due.order_by(rows.c.created)).mappings()]


def put_off(key: str, seconds: float) -> None:
    """Has a refused row handed over later."""
    with engine().begin() as connection:
        connection.execute(rows.update().where(rows.c.key == key).values(next_try=time.time() + seconds))


def handed(key: str) -> None:
    """A person has a refused request, or its citizen was told that nobody has: what is personal goes from here."""
    with engine().begin() as connection:
        mine = (rows.c.key == key) & (rows.c.state == "refused")
        row = connection.execute(sa.select(rows.c.conversation, rows.c.form).where(mine)).first()
        if row:
            left = {"service_code": row.form.get("service_code")}
            whose = row.conversation and hashed(row.conversation)
            connection.execute(rows.update().where(mine).values(state="handed", form=left, conversation=whose))


def _receipt(answer: Any) -> dict[str, Any]:
    """The object of the city's answer. Raises CityNonsense: what is no receipt is tried again with the same key."""
    if isinstance(answer, list) and answer and isinstance(answer[0], dict):
        return answer[0]
    raise CityNonsense


def _text(receipt: dict[str, Any], name: str) -> str | None:
    value = receipt.get(name)
    return str(value)[:LONGEST_NUMBER] if isinstance(value, (str, int)) and value != "" else None


def _fields(form: dict[str, Any], api_key: str) -> list[tuple[str, str]]:
    pairs = [("api_key", api_key)]
    for name, value in form.items():
        if isinstance(value, list):
            pairs += [(f"{name}[]", str(part)) for part in value]
        elif value not in (None, ""):
            pairs.append((name, str(value)))
    return pairs


def _lease(key: str) -> dict[str, Any] | None:
    """Takes a waiting row for this process, or None when another has it or it is done."""
    now = time.time()
    ready = (rows.c.key == key) & (rows.c.state == "waiting") & (rows.c.next_try <= now)
    with engine().begin() as connection:
        taken = connection.execute(
            rows.update().where(ready).values(next_try=now + LEASE, attempts=rows.c.attempts + 1)
        ).rowcount
    return get(key) if taken else None


def _update(key: str, **values: Any) -> None:
    with engine().begin() as connection:
        connection.execute(rows.update().where(rows.c.key == key, rows.c.state == "waiting").values(**values))


def deliver_waiting(http: CityHttp) -> int:
    """Delivers all that is due; returns how many were."""
    due = sa.select(rows.c.key).where(rows.c.state == "waiting", rows.c.next_try <= time.time())
    with engine().connect() as connection:
        keys = connection.execute(due.order_by(rows.c.created)).scalars().all()
    return sum((deliver(key, http) or {}).get("state") == "delivered" for key in keys)


def main() -> None:
    """Worker: delivers what waits, for ever; hands over what the city refused; forgets what is old."""
    from actions import refused  # it needs this module

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    http = CityHttp(settings.city_api_url(), settings.required("CITY_API_KEY"))
    logger.info("outbox worker ready")
    cleaned = 0.0
    while True:
        try:
            deliver_waiting(http)
            refused.hand_over()
            if time.time() - cleaned > DAY:
                forget_old(current().privacy.keep_days["request_copy"])
                cleaned = time.time()
        except Exception as error:   # noqa: BLE001  the worker must outlive a locked or absent database
            logger.error("outbox worker: %s", type(error).__name__)
        time.sleep(POLL)


if __name__ == "__main__":
    from actions import outbox  # not this copy: the tables and the engine are those of the module

    outbox.main()
