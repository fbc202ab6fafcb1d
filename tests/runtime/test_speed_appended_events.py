"""Events that come over HTTP are checked as Rasa checks them, at a fraction of the cost."""
import pytest
from rasa import server

from runtime import speed

BOT = {"event": "bot", "text": "Bonjour", "data": {}, "metadata": {"author": "agent", "key": "k"}}
OWNER = {"event": "slot", "name": "owner", "value": "agent", "metadata": {"desk": {"id": "k"}}}


@pytest.fixture(autouse=True)
def applied():
    speed.apply()


class Appended:
    """A request with events to append, as Sanic reads it."""

    def __init__(self, events) -> None:
        self.json = events


@pytest.mark.parametrize("events", [BOT, [OWNER, BOT], [], {"event": "user", "text": "allô"}, {"event": "restart"}])
def test_events_are_taken(events):
    server.validate_events_in_request_body(Appended(events))


@pytest.mark.parametrize("events", [{}, [BOT, {"event": "nothing"}], {"event": "slot"}, "bot", [1], None])
def test_what_is_no_event_is_refused_in_rasas_words(events):
    with pytest.raises(server.ErrorResponse) as refused:
        server.validate_events_in_request_body(Appended(events))
    assert refused.value.status == 400 and "Failed to validate the events format" in refused.value.error_info["message"]


def test_their_schema_is_not_checked_again(monkeypatch):
    monkeypatch.setattr(server.jsonschema, "validate", lambda *_: pytest.fail("50 ms of the whole server"))
    server.validate_events_in_request_body(Appended([OWNER, BOT]))
