"""An invented city behind a real HTTP server, a profile, an outbox of its own, and a fixed moment."""
from __future__ import annotations

import copy
import logging

import pytest
from ruamel.yaml import YAML

from actions import city as city_module
from actions import city_http, outbox, settings
from actions.turn import Turn
from cities import current as current_module
from tests.actions import invented_city
from tests.actions.fake_city import FakeCity
from tests.actions.support import Conversation

PROFILE = [current_module.current, current_module.current_placeholders]
READ = [city_module.city, settings.city_api_url, settings.public_city_url, settings.outbox_url, outbox.engine]


def clear_caches(*cached) -> None:
    """Forgets what this process read from its environment."""
    for one in cached or [*READ, *PROFILE]:
        one.cache_clear()


@pytest.fixture(scope="session")
def _server():
    server = FakeCity()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def fake_city(_server):
    """The city's server, as at the start of the day."""
    _server.reset()
    yield _server
    _server.release.set()


@pytest.fixture(scope="module")
def usual_profile(tmp_path_factory):
    """The invented city's profile, read once for all the tests of a file."""
    path = tmp_path_factory.mktemp("profile") / "saint-clovis.yml"
    YAML(typ="safe").dump(invented_city.PROFILE, path)
    clear_caches(*PROFILE)
    yield str(path)
    clear_caches(*PROFILE)


@pytest.fixture
def profile_file(tmp_path, monkeypatch):
    """Writes the profile with some dotted keys changed, and has it read."""
    written = []

    def write(**changes):
        values = copy.deepcopy(invented_city.PROFILE)
        for dotted, value in changes.items():
            *parents, key = dotted.split("__")
            section = values
            for parent in parents:
                section = section[parent]
            section[key] = value
        written.append(tmp_path / "saint-clovis.yml")
        YAML(typ="safe").dump(values, written[0])
        monkeypatch.setenv("CITY_PROFILE", str(written[0]))
        clear_caches()

    yield write
    if written:
        clear_caches()


@pytest.fixture(autouse=True)
def environment(tmp_path, monkeypatch, fake_city, usual_profile):
    """What the action server reads; small time-outs, so that a slow city costs the tests little."""
    monkeypatch.setenv("CITY_PROFILE", usual_profile)
    monkeypatch.setenv("CITY_API_URL", fake_city.url + "/")
    monkeypatch.setenv("CITY_API_KEY", "a-key-of-tests")
    monkeypatch.setenv("OUTBOX_URL", f"sqlite:///{tmp_path}/outbox.db")
    monkeypatch.delenv("CITY_PUBLIC_URL", raising=False)
    monkeypatch.delenv("DESK_URL", raising=False)
    monkeypatch.setattr(city_http, "TIMEOUT", (0.7, 0.7))
    monkeypatch.setattr(Turn, "now", property(lambda self: invented_city.NOW))
    clear_caches(*READ)
    yield
    if outbox.engine.cache_info().currsize:
        outbox.engine().dispose()
    clear_caches(*READ)


@pytest.fixture
def talk():
    """A conversation in French."""
    return Conversation()


@pytest.fixture
def private(caplog):
    """Every log line, to be searched for what must not be there: private(*words) asserts that none is logged."""
    caplog.set_level(logging.DEBUG)

    def assert_absent(*words: str) -> None:
        logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
        assert logged, "nothing was logged: the test proves nothing"
        for word in words:
            assert word.lower() not in logged.lower()

    return assert_absent
