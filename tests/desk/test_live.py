"""What changed is told to open desks, once, soon, without words of citizens."""

import asyncio
import time
from datetime import timedelta

import pytest
from desk import ingest, live
from django.utils import timezone

from tests.desk.conftest import user

pytestmark = pytest.mark.django_db(transaction=True)


async def first(hub: live.Hub, act) -> tuple[list[dict], float]:
    """What a listener hears after `act`, and how long that took."""
    from asgiref.sync import sync_to_async

    queue = hub.subscribe()
    heard = hub.listen(queue)
    waiting = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0.05)
    begun = time.monotonic()
    await sync_to_async(act, thread_sensitive=False)()
    rows = await asyncio.wait_for(waiting, 5)
    await heard.aclose()
    hub.unsubscribe(queue)
    return rows, time.monotonic() - begun


def say() -> None:
    """A citizen writes."""
    ingest.take_in([user("a", "un secret de citoyenne")])


async def test_a_change_is_told_without_words():
    rows, _ = await first(live.Hub(), say)
    assert [row["waiting"] for row in rows] == [False]
    assert "secret" not in str(rows)


async def test_a_change_made_here_is_told_at_once(monkeypatch):
    hub = live.Hub()
    monkeypatch.setattr(live, "hub", hub)
    monkeypatch.setattr(live, "POLL", 3.0)
    _, seconds = await first(hub, say)
    assert seconds < 1.0


async def test_changes_of_a_moment_are_told_together_and_once(monkeypatch):
    hub = live.Hub()
    monkeypatch.setattr(live, "hub", hub)
    monkeypatch.setattr(live, "GAP", 0.5)
    queue = hub.subscribe()
    for name in "abcdef":
        await live.in_thread(ingest.take_in, [user(name, "allô")])
    told = []
    while sum(map(len, told)) < 6:
        told.append([row["id"] for row in await asyncio.wait_for(queue.get(), 5)])
    hub.unsubscribe(queue)
    assert len(told) <= 3 and len(set(sum(told, []))) == 6


async def test_a_change_made_by_another_process_is_told_soon(monkeypatch):
    monkeypatch.setattr(live, "hub", live.Hub())  # the one woken is not the one that listens
    _, seconds = await first(live.Hub(), say)
    assert seconds < 2.0


def test_what_an_interrupted_desk_missed_is_found(waiting):
    handoff = waiting()
    assert [row["id"] for row in live.touched_since(timezone.now() - timedelta(minutes=1))] == [handoff.conversation_id]
    assert live.touched_since(timezone.now() + timedelta(seconds=1)) == []


def anext(generator):
    """Python 3.10 has it as a builtin; named here so that tests read alike."""
    return generator.__anext__()
