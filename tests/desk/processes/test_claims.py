"""A hundred people claim at the same moment: one wins."""

from __future__ import annotations

import subprocess
import threading

import pytest
import requests

from tests.desk.processes.test_journey import in_queue
from tests.support.assistant import PYTHON, ROOT
from tests.support.desk import wait_for

HUNDRED = 100
SESSIONS = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
for n in range({count}):
    user, new = User.objects.get_or_create(username=f"claimer{{n}}", defaults={{"password": "!"}})
    user.groups.add(Group.objects.get(name="agent"))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    print("session", session.session_key)
"""


def sessions(site) -> list[str]:
    """Cookies of a hundred signed-in agents."""
    done = subprocess.run(
        [PYTHON, "manage.py", "shell", "-v", "0", "-c", SESSIONS.format(count=HUNDRED)],
        cwd=ROOT / "web",
        env=site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return [line.split()[1] for line in done.stdout.splitlines() if line.startswith("session ")]


@pytest.fixture
def watcher(site):
    """Someone who sees the queue."""
    watcher = site.agent(f"watcher{site.web_url[-5:]}")
    yield watcher
    watcher.leave()


def test_one_of_a_hundred_wins(site, watcher):
    citizen, pk = in_queue(site, watcher)
    key = watcher.handoff(pk)
    statuses: list[int] = []
    start = threading.Barrier(HUNDRED)

    def claim(cookie: str) -> None:
        token = "a" * 32
        start.wait()
        answer = requests.post(
            f"{site.web_url}/desk/c/{pk}/claim",
            data={"handoff": key, "csrfmiddlewaretoken": token},
            cookies={"sessionid": cookie, "csrftoken": token},
            headers={"Referer": site.web_url},
            allow_redirects=False,
            timeout=120,
        )
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=claim, args=(cookie,)) for cookie in sessions(site)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302] + [409] * (HUNDRED - 1)
    wait_for(lambda: citizen.owner() == "agent")
    assert sum("C'est une personne qui vous répond" in text for text in citizen.heard()) == 1
