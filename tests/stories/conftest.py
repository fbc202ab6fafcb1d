"""Two running assistants: one of the demonstration city, one of a city that no file of the project knows."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.assistant import ROOT, free_port, start_assistant

SUPPORT = Path(__file__).parents[1] / "support"


def _with_outbox(assistant) -> subprocess.Popen:
    log = (assistant.folder / "outbox.log").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", "actions.outbox"], cwd=ROOT, env=assistant.environment, stdout=log, stderr=log
    )


@pytest.fixture(scope="session")
def rivemont():
    """(address of Rasa, address of the city) of the demonstration city, served by the embedded city API."""
    assistant = start_assistant("cities/rivemont.yml")
    yield assistant.rasa_url, assistant.web_url
    assistant.stop()


@pytest.fixture(scope="session")
def other_city():
    """The same of the city of tests/support/other_city.py."""
    port = free_port()
    city = subprocess.Popen([sys.executable, str(SUPPORT / "other_city.py"), str(port)])
    url = f"http://127.0.0.1:{port}"
    assistant = start_assistant("tests/support/other_city.yml", {"CITY_API_URL": url})
    outbox = _with_outbox(assistant)
    yield assistant.rasa_url, url
    outbox.terminate()
    outbox.wait(10)
    assistant.stop()
    city.terminate()
    city.wait(10)
