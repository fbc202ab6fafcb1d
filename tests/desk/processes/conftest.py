"""Two installations, started once: the embedded default, and the distributed one with two Rasa servers."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest

from tests.actions.postgresql import running_postgresql
from tests.desk.processes.meta import Meta
from tests.support.desk import start_desk
from tests.support.rabbitmq_server import RabbitMq
from tests.support.redis_server import redis_server

DESK = "  longest_wait_minutes: 3\n  silence_minutes: 5"


@pytest.fixture(autouse=True)
def _environment():
    """These tests have no Django of their own: the one in tests/desk/conftest.py has nothing to prepare."""


@pytest.fixture(scope="session")
def meta():
    """Meta's side of Messenger."""
    stand_in = Meta()
    yield stand_in
    stand_in.close()


@pytest.fixture(scope="session")
def embedded(meta, tmp_path_factory):
    """SQLite, locks in memory, events posted to the desk, one Rasa server."""
    messenger = meta.environment(f"sqlite:///{tmp_path_factory.mktemp('messenger')}/messenger.db")
    site = start_desk(env_extra=messenger, desk=DESK)
    yield site
    site.stop()


@pytest.fixture(scope="session")
def rabbitmq():
    """A RabbitMQ node."""
    node = RabbitMq()
    node.start()
    yield node
    node.remove()


@pytest.fixture(scope="session")
def distributed(rabbitmq, meta):
    """PostgreSQL, Redis, RabbitMQ, two Rasa servers."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guichet-pg-")))
        database = stack.enter_context(running_postgresql(folder))
        locks = stack.enter_context(redis_server())
        site = start_desk(
            env_extra={
                "TRACKER_STORE_URL": database,
                "EVENT_SPOOL_URL": database,
                "OUTBOX_URL": database,
                "DATABASE_URL": database.replace("postgresql://", "postgres://"),
                "LOCK_STORE_URL": locks,
                "EVENT_BROKER_URL": rabbitmq.url,
                **meta.environment(database),
            },
            workers=2,
            desk=DESK,
        )
        yield site
        site.stop()


@pytest.fixture(params=["embedded", "distributed"])
def site(request):
    """Each of the two."""
    return request.getfixturevalue(request.param)
