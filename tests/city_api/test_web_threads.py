"""Threads of requests: kept when idle, never shared while busy."""

import asyncio
import threading
import time

from asgiref.sync import sync_to_async
from guichet_web.threads import KEPT, MOST, ReusedThreads

SCOPE = {"type": "http"}


def application(work):
    async def app(scope, receive, send):
        await sync_to_async(work)()

    return ReusedThreads(app)


async def test_one_after_the_other_run_in_the_same_thread():
    seen = []
    app = application(lambda: seen.append(threading.get_ident()))
    for _ in range(5):
        await app(SCOPE, None, None)
        await asyncio.sleep(0.02)
    assert len(set(seen)) == 1


async def test_at_once_run_in_threads_of_their_own():
    seen = []

    def work():
        seen.append(threading.get_ident())
        time.sleep(0.1)

    app = application(work)
    start = time.monotonic()
    await asyncio.gather(*(app(SCOPE, None, None) for _ in range(KEPT + 4)))
    assert time.monotonic() - start < 1
    assert len(set(seen)) == KEPT + 4


async def test_work_whose_client_has_left_does_not_hold_up_the_next():
    release = threading.Event()
    app = application(lambda: release.wait(5))
    first = asyncio.create_task(app(SCOPE, None, None))
    await asyncio.sleep(0.05)
    first.cancel()
    await asyncio.sleep(0.05)
    quick = []
    app.app = application(lambda: quick.append(1)).app
    await asyncio.wait_for(app(SCOPE, None, None), 1)
    release.set()
    assert quick == [1]


async def test_a_failure_gives_the_thread_back():
    def fail():
        raise ValueError

    app = application(fail)
    for _ in range(3):
        try:
            await app(SCOPE, None, None)
        except ValueError:
            await asyncio.sleep(0.02)
    assert len(app._idle) == 1


async def test_never_more_at_a_time_than_the_database_allows():
    busy, most = set(), []

    def work():
        busy.add(threading.get_ident())
        most.append(len(busy))
        time.sleep(0.02)
        busy.discard(threading.get_ident())

    app = application(work)
    await asyncio.gather(*(app(SCOPE, None, None) for _ in range(3 * MOST)))
    assert len(most) == 3 * MOST and max(most) <= MOST


async def test_a_live_connection_takes_nobody_s_turn():
    opened, release = [], asyncio.Event()

    async def live(scope, receive, send):
        await send({"type": "http.response.start"})
        opened.append(1)
        await release.wait()

    async def send(message):
        """Nobody listens."""

    app = ReusedThreads(live)
    tasks = [asyncio.create_task(app(SCOPE, None, send)) for _ in range(2 * MOST)]
    await asyncio.sleep(0.2)
    assert len(opened) == 2 * MOST
    release.set()
    await asyncio.gather(*tasks)
