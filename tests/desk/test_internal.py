"""The inner door."""

import pytest
from desk.models import Message

from tests.desk.conftest import user

pytestmark = pytest.mark.django_db
HEADERS = {"Authorization": "Bearer token-for-tests"}


def post(client, path: str, body):
    """A call as Rasa makes it."""
    return client.post(f"/desk/internal/{path}", body, content_type="application/json", headers=HEADERS)


def test_events_are_taken_in(client):
    answer = post(client, "events", {"events": [user("a", "bonjour")]})
    assert answer.json() == {"new": 1}
    assert Message.objects.get().text == "bonjour"


@pytest.mark.parametrize("body", ["", "[1]", "3", "{", '"x"'])
def test_what_is_no_object_is_refused(client, body):
    assert post(client, "events", body).status_code == 400


def test_a_promise_says_what_the_citizen_is_told(client, camille):
    assert post(client, "promise", {}).json() == {"promised": True, "why": None, "position": 1, "minutes": 1.0}


def test_without_settings_the_door_is_closed(client, monkeypatch):
    monkeypatch.setenv("RASA_URL", "")
    assert post(client, "events", {"events": []}).status_code == 503
