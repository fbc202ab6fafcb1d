"""Commands reach Rasa in order, once, whatever fails on the way."""

import json

import pytest
from desk import config, holding, outbox, rasa, speaking
from desk.models import Command, Conversation
from pytest_httpserver import HTTPServer
from werkzeug import Response

pytestmark = pytest.mark.django_db


class FakeRasa:
    """Applies what it gets, or fails as told: "500 before", "500 after", "dead after"."""

    def __init__(self, server: HTTPServer):
        self.trackers: dict[str, list[dict]] = {}
        self.fail: list[str] = []
        server.expect_request("/conversations/citizen-x/tracker/events", method="POST").respond_with_handler(self.post)
        server.expect_request("/conversations/citizen-x/tracker", method="GET").respond_with_handler(self.get)

    def post(self, request):
        assert request.args["token"] == "rasa-token-for-tests"
        assert request.args["output_channel"] == "latest" and request.args["execute_side_effects"] == "true"
        how = self.fail.pop(0) if self.fail else ""
        if how.endswith("before"):
            return Response(status=int(how.split()[0]))
        self.trackers.setdefault("citizen-x", []).extend(json.loads(request.data))
        return Response(status=int(how.split()[0])) if how else Response("{}", content_type="application/json")

    def get(self, _request):
        return Response(json.dumps({"events": self.trackers.get("citizen-x", [])}), content_type="application/json")

    def texts(self) -> list[str]:
        return [event["text"] for event in self.trackers.get("citizen-x", []) if event["event"] == "bot"]


@pytest.fixture
def fake(httpserver, monkeypatch):
    """A Rasa that the desk sends to."""
    monkeypatch.setenv("RASA_URL", httpserver.url_for("").rstrip("/"))
    config.settings.cache_clear()
    rasa.rasa.cache_clear()
    yield FakeRasa(httpserver)
    rasa.rasa.cache_clear()


@pytest.fixture
def held(waiting, camille):
    """A conversation in Camille's hands, nothing delivered yet."""
    handoff = waiting("citizen-x")
    holding.claim(handoff, camille)
    return handoff


def deliver(handoff) -> None:
    """One try now, whatever the pause asked."""
    Command.objects.filter(state="waiting").update(next_try=0)
    outbox.deliver(handoff.conversation_id)


def test_commands_go_in_order(fake, held, camille):
    for number in range(5):
        speaking.answer(held, camille, f"mot {number}")
    deliver(held)
    assert fake.texts()[1:] == [f"mot {number}" for number in range(5)]
    assert set(Command.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize("failure", ["500 before", "500 after", "503 after", "409 before", "401 before"])
def test_a_doubtful_attempt_is_looked_up_before_it_is_repeated(fake, held, camille, failure):
    speaking.answer(held, camille, "une seule fois")
    fake.fail = [failure, failure]
    for _ in range(5):
        deliver(held)
    assert fake.texts().count("une seule fois") == 1
    assert len(fake.texts()) == 2
    assert set(Command.objects.values_list("state", flat=True)) == {"sent"}


def test_what_comes_after_waits_its_turn(fake, held, camille):
    speaking.answer(held, camille, "premier")
    fake.fail = ["", "500 before"]
    deliver(held)
    speaking.answer(held, camille, "second")
    outbox.deliver(held.conversation_id)  # the first one pauses: the second must not pass it
    assert "second" not in fake.texts()
    deliver(held)
    assert fake.texts()[-2:] == ["premier", "second"]


def test_an_absent_rasa_is_waited_for(held, camille, monkeypatch):
    rasa.rasa.cache_clear()
    for _ in range(outbox.MOST_ATTEMPTS + 3):
        deliver(held)
    assert set(Command.objects.values_list("state", flat=True)) == {"waiting"}
    rasa.rasa.cache_clear()


def test_what_rasa_never_takes_is_told_to_the_agent_and_may_be_sent_again(fake, held):
    fake.fail = ["400 before"]
    deliver(held)
    command = Command.objects.get()
    assert command.state == "failed"
    outbox.again(command)
    deliver(held)
    assert Command.objects.get().state == "sent"


def test_a_channel_that_always_fails_ends_with_a_word_to_the_agent(fake, held):
    fake.fail = ["500 before"] * 50
    for _ in range(outbox.MOST_ATTEMPTS + 1):
        deliver(held)
    assert Command.objects.get().state == "failed"


def test_a_conversation_under_way_elsewhere_is_left_alone(fake, held):
    import time

    Conversation.objects.update(lease_until=time.time() + 60)
    deliver(held)
    assert fake.texts() == []


def test_the_next_server_is_tried_when_one_is_away(fake, held, httpserver, monkeypatch):
    monkeypatch.setenv("RASA_URL", f"http://127.0.0.1:9,{httpserver.url_for('').rstrip('/')}")
    config.settings.cache_clear()
    rasa.rasa.cache_clear()
    deliver(held)
    assert Command.objects.get().state == "sent"


def test_due_gives_each_conversation_once(held, camille):
    speaking.answer(held, camille, "un")
    assert outbox.due() == [held.conversation_id]
    assert outbox.due(exclude={held.conversation_id}) == []


def test_a_lease_is_renewed_while_held_and_never_revived(held):
    import time

    Conversation.objects.update(lease_until=0.0)
    outbox._renew([held.conversation_id])
    assert Conversation.objects.get().lease_until == 0.0
    Conversation.objects.update(lease_until=time.time() + 1)
    outbox._renew([held.conversation_id])
    assert Conversation.objects.get().lease_until > time.time() + outbox.LEASE - 2


def test_what_another_process_sends_is_not_due(held):
    import time

    Conversation.objects.update(lease_until=time.time() + 5)
    assert outbox.due() == []
