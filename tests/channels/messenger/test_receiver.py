"""The webhook in a process of its own, beside Rasa."""
from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from tests.channels.messenger.graph_stand_in import ENVIRONMENT, typed
from tests.support.assistant import free_port

ANNE = "10000001"


@pytest.fixture
async def receiver(configured, meta):
    port = free_port()
    environment = {**os.environ, **ENVIRONMENT, "MESSENGER_DB_URL": configured.database_url, "GRAPH_API_URL": meta.url}
    command = [sys.executable, "-m", "channels.messenger.receiver", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)
    meta.webhook = f"http://127.0.0.1:{port}/webhooks/messenger/webhook"
    yield process
    process.terminate()
    process.wait(10)


async def test_it_accepts_while_rasa_is_away_and_rasa_answers_when_it_is_back(receiver, meta, assistant, another):
    assert await meta.deliver([typed(ANNE, "un", mid="m_1"), typed(ANNE, "deux")]) == 200
    assert await meta.deliver([typed(ANNE, "un", mid="m_1")]) == 200
    assert await meta.post(b"{}", "sha256=0") == 403
    rasa = another()
    await rasa.start()
    await meta.until(lambda: len(meta.sent) == 2)
    await asyncio.sleep(0.3)
    await rasa.stop()
    assert meta.texts(ANNE) == ["vous avez dit un", "vous avez dit deux"]


HALF = {"MESSENGER_APP_SECRET": "x"}


@pytest.mark.parametrize(("environment", "said"), [({}, "off"), (HALF, "MESSENGER_PAGE_TOKEN")])
def test_it_refuses_to_start_unconfigured_with_one_line(environment, said):
    command = [sys.executable, "-m", "channels.messenger.receiver"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MESSENGER_")}
    ended = subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
