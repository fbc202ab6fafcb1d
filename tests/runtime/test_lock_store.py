"""One message of a conversation at a time, in order, whatever stops: in memory and through a real Redis."""
import asyncio
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import redis as blocking_redis
from rasa.core.lock_store import LockError, LockStore
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from runtime import redis_queue
from runtime.lock_store import AtomicLockStore
from tests.support.redis_server import redis_server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def redis_url():
    with redis_server() as url:
        yield url


@pytest.fixture(params=["memory", "redis"])
def store(request):
    url = "memory://" if request.param == "memory" else request.getfixturevalue("redis_url")
    return AtomicLockStore(EndpointConfig(url))


def test_rasa_makes_it_from_the_endpoints_file(redis_url):
    config = EndpointConfig(redis_url, type="runtime.lock_store.AtomicLockStore")
    assert isinstance(LockStore.create(config), AtomicLockStore)


@pytest.mark.parametrize("url", ["http://x", "postgresql://x", "localhost"])
def test_another_address_is_refused(url):
    with pytest.raises(RasaException, match="LOCK_STORE_URL"):
        AtomicLockStore(EndpointConfig(url))


def test_memory_is_refused_to_several_workers(monkeypatch):
    monkeypatch.setenv("SANIC_WORKERS", "2")
    with pytest.raises(RasaException, match="redis"):
        AtomicLockStore(EndpointConfig("memory://"))


async def test_one_at_a_time_and_in_order(store):
    inside, order = 0, []

    async def turn(number):
        nonlocal inside
        async with store.lock("a"):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.005)
            order.append(number)
            inside -= 1

    tasks = []
    async with store.lock("a"):   # all of them wait
        for number in range(20):
            tasks.append(asyncio.create_task(turn(number)))
            await asyncio.sleep(0.05)   # a connection to Redis of its own, even on a loaded machine
    await asyncio.gather(*tasks)
    assert order == list(range(20))


async def test_conversations_do_not_wait_for_each_other(store):
    async with store.lock("a"), store.lock("b", lock_lifetime=0.5):
        pass


async def test_the_turn_comes_without_polling(store):
    waited = []

    async def second():
        async with store.lock("a"):
            waited.append(time.monotonic())

    async with store.lock("a"):
        task = asyncio.create_task(second())
        await asyncio.sleep(0.2)
        left = time.monotonic()
    await task
    assert waited[0] - left < 0.2


async def test_an_exception_gives_the_turn_back(store):
    with pytest.raises(ValueError):
        async with store.lock("a"):
            raise ValueError
    async with store.lock("a", lock_lifetime=1):
        pass


async def test_who_waits_too_long_is_told(store):
    async with store.lock("a"):
        with pytest.raises(LockError):
            async with store.lock("a", lock_lifetime=0.2):
                pass
    async with store.lock("a", lock_lifetime=1):
        pass


async def test_who_gives_up_waiting_holds_up_nobody(store):
    async def wait():
        async with store.lock("a"):
            raise AssertionError("never its turn")

    async with store.lock("a"):
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    async with store.lock("a", lock_lifetime=3):
        pass


async def test_nothing_is_left_behind(redis_url):
    blocking_redis.Redis.from_url(redis_url).flushall()
    store = AtomicLockStore(EndpointConfig(redis_url))
    await asyncio.gather(*(_hold(store, f"c{number % 3}") for number in range(12)))
    left = blocking_redis.Redis.from_url(redis_url).keys("*")
    assert [key for key in left if b":wake:" not in key] == []


async def test_a_process_that_dies_is_passed_over(redis_url, monkeypatch):
    monkeypatch.setattr(redis_queue, "LEASE", 1.0)
    monkeypatch.setattr(redis_queue, "RENEWAL", 0.2)
    dying = AtomicLockStore(EndpointConfig(redis_url))
    await dying._queue._enter(keys=["guichet:turn:dead"], args=["gone", 1000])   # took its turn, then was killed
    started = time.monotonic()
    async with AtomicLockStore(EndpointConfig(redis_url)).lock("dead"):
        assert 0.5 < time.monotonic() - started < 3


async def test_a_long_turn_keeps_its_place(redis_url, monkeypatch):
    monkeypatch.setattr(redis_queue, "LEASE", 0.4)
    monkeypatch.setattr(redis_queue, "RENEWAL", 0.1)
    store, order = AtomicLockStore(EndpointConfig(redis_url)), []

    async def turn(name, seconds):
        async with store.lock("long"):
            await asyncio.sleep(seconds)
            order.append(name)

    first = asyncio.create_task(turn("first", 1.2))
    await asyncio.sleep(0.1)
    await asyncio.gather(first, turn("second", 0))
    assert order == ["first", "second"]


WORKER = textwrap.dedent("""
    import asyncio, sys
    from pathlib import Path
    from rasa.utils.endpoints import EndpointConfig
    from runtime.lock_store import AtomicLockStore

    async def main(url, file):
        store = AtomicLockStore(EndpointConfig(url))
        async def once():
            async with store.lock("shared"):
                count = int(Path(file).read_text())
                await asyncio.sleep(0.001)
                Path(file).write_text(str(count + 1))
        await asyncio.gather(*(once() for _ in range(50)))

    asyncio.run(main(*sys.argv[1:]))
""")


def test_four_processes_count_together_without_losing_one(redis_url, tmp_path):
    """Read, wait, write: any two at the same time would lose a count. Rasa's own store hangs here."""
    counter = tmp_path / "count"
    counter.write_text("0")
    command = [sys.executable, "-W", "ignore", "-c", WORKER, redis_url, str(counter)]
    workers = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [worker.wait(120) for worker in workers] == [0, 0, 0, 0]
    assert counter.read_text() == "200"


async def _hold(store, name):
    async with store.lock(name):
        await asyncio.sleep(0.001)
