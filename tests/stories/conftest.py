"""Two running assistants: one of the demonstration city, one of a city that no file of the project knows."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.assistant import ROOT, Assistant, free_port, start_assistant

SUPPORT = Path(__file__).parents[1] / "support"


@contextmanager
def _process(command: list[str], environment: dict[str, str] | None = None) -> Iterator[None]:
    started = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        started.terminate()
        started.wait(10)


@contextmanager
def _assistant(*arguments: Any) -> Iterator[Assistant]:
    assistant = start_assistant(*arguments)
    try:
        yield assistant
    finally:
        assistant.stop()


@pytest.fixture(scope="session")
def rivemont():
    """(address of Rasa, address of the city) of the demonstration city, served by the embedded city API."""
    with _assistant("cities/rivemont.yml") as assistant:
        yield assistant.rasa_url, assistant.web_url


@pytest.fixture(scope="session")
def other_city():
    """The same of the city of tests/support/other_city.py."""
    url = f"http://127.0.0.1:{free_port()}"
    with ExitStack() as stack:
        stack.enter_context(_process([str(SUPPORT / "other_city.py"), url.rpartition(":")[2]]))
        assistant = stack.enter_context(_assistant("tests/support/other_city.yml", {"CITY_API_URL": url}))
        stack.enter_context(_process(["-m", "actions.outbox"], assistant.environment))
        yield assistant.rasa_url, url
