"""The outbox under real processes: together, killed, on SQLite and on PostgreSQL. Exactly one request per key."""
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from actions import outbox, settings
from tests.actions.postgresql import running_postgresql


class Process:
    """A process that waits for a word."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.actions.outbox_process", *arguments], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, env=dict(os.environ),
        )

    def expect(self, word):
        assert self.process.stdout.readline().strip() == word

    def go(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def start():
    started = []

    def start_all(*commands):
        mine = [Process(*command) for command in commands]
        started.extend(mine)
        for process in mine:
            process.expect("ready")
        return mine

    yield start_all
    for process in started:
        process.kill()


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    with running_postgresql(tmp_path_factory.mktemp("pg")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, monkeypatch):
    if request.param == "postgresql":
        monkeypatch.setenv("OUTBOX_URL", request.getfixturevalue("postgresql"))
        settings.outbox_url.cache_clear()
        outbox.engine.cache_clear()
    yield
    with outbox.engine().begin() as connection:
        connection.execute(outbox.rows.delete())


def wait_for(condition):
    until = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_two_processes_and_one_row(database, start, fake_city):
    outbox.put("k1", "conv", "report_pothole", {"service_code": "TROU"})
    fake_city.modes["/requests"] = "slow"
    both = start(("deliver", "k1"), ("deliver", "k1"))
    for process in both:
        process.go()
    wait_for(lambda: fake_city.calls)
    time.sleep(0.2)
    fake_city.release.set()
    for process in both:
        process.expect("done")
    assert [call.key for call in fake_city.calls] == ["k1"]
    assert outbox.get("k1")["number"] == "SC-1"


def test_killed_between_writing_and_delivering(database, start, fake_city):
    (first,) = start(("put", "k1"))
    first.go()
    first.expect("done")
    first.kill()
    assert outbox.get("k1")["state"] == "waiting" and not fake_city.calls
    (worker,) = start(("work", "k1"))
    worker.go()
    worker.expect("done")
    assert outbox.get("k1")["state"] == "delivered" and list(fake_city.created) == ["k1"]


def test_killed_in_the_middle_of_the_call(database, start, fake_city):
    outbox.put("k1", "conv", "report_pothole", {"service_code": "TROU"})
    fake_city.modes["/requests"] = "slow"
    first, worker = start(("deliver", "k1"), ("work", "k1"))
    first.go()
    wait_for(lambda: fake_city.created)                 # the city has it; the answer never reaches the first process
    first.kill()
    fake_city.modes.clear()
    worker.go()
    worker.expect("done")                                # once the lease has ended
    assert [call.key for call in fake_city.calls] == ["k1", "k1"]
    assert list(fake_city.created) == ["k1"] and outbox.get("k1")["number"] == "SC-1"


def test_many_workers_on_a_database_that_none_has_made(database, start, fake_city, tmp_path):
    keys = [f"k{number}" for number in range(30)]
    writers = start(*(("put", *keys[part::2]) for part in range(2)))
    workers = start(*(("work", *keys) for _ in range(3)))
    for process in [*writers, *workers]:
        process.go()
    for process in [*writers, *workers]:
        process.expect("done")
    assert Counter(call.key for call in fake_city.calls) == Counter(keys)
    assert {row["state"] for row in outbox.of_conversation("conv")} == {"delivered"}
