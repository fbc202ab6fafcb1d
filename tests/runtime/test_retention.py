"""Archived conversations go after the city's keeping time."""
import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore

from runtime import retention
from runtime.tracker_store import SessionTrackerStore
from tests.runtime.test_tracker_store import DOMAIN, play, turn

DAYS = 90


@pytest.mark.parametrize("wrapped", [False, True])
async def test_what_is_quiet_for_too_long_goes_whole_and_the_rest_stays(tmp_path, monkeypatch, wrapped):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    store = SessionTrackerStore(DOMAIN, host=f"sqlite:///{tmp_path}/tracker.db")
    for conversation in ("a", "b", "c", "returned", "new"):
        await play(store, conversation, *turn(1, address={"label": "310, rue des Aulnes"}))
    row = store.SQLEvent.__table__
    with store.engine.begin() as connection:
        connection.execute(row.update().where(row.c.sender_id != "new").values(timestamp=time.time() - 91 * 86400))
    await play(store, "returned", *turn(2))
    agent = SimpleNamespace(tracker_store=FailSafeTrackerStore(store) if wrapped else store)
    assert retention.forget_old(agent, DAYS) == 3
    with store.engine.connect() as connection:
        assert set(connection.execute(sa.select(row.c.sender_id)).scalars()) == {"returned", "new"}
    assert (await store.retrieve("returned")).get_slot("address") == {"label": "310, rue des Aulnes"}
    assert await store.retrieve("a") is None
    assert retention.forget_old(agent, DAYS) == 0
    store.engine.dispose()
