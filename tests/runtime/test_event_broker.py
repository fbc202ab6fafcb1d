"""What the desk must hear is never lost and never out of order, whatever becomes of the desk or of this process."""

from __future__ import annotations

import json
import multiprocessing
import time

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig
from werkzeug import Response

from runtime.event_broker import BrokerMisconfigured, DeskEventBroker
from runtime.event_broker_spool import Spool
from runtime.event_broker_transport import DeskTransport
from runtime.event_broker_wire import wire

TOKEN = "token-for-tests"


class FakeDesk:
    """Keeps what it is told; `down` answers 503, `lost` takes the batch and answers 500."""

    def __init__(self, server) -> None:
        self.heard: list[dict] = []
        self.down = self.lost = False
        self.tokens: set[str] = set()
        server.expect_request("/desk/internal/events", method="POST").respond_with_handler(self._take)

    def _take(self, request):
        self.tokens.add(request.headers.get("Authorization", ""))
        if self.down:
            return Response(status=503)
        self.heard += json.loads(request.data)["events"]
        return Response(status=500) if self.lost else Response("{}", content_type="application/json")

    def texts(self) -> list[str]:
        return [event["text"] for event in self.heard]


@pytest.fixture
def desk(httpserver):
    """A desk."""
    return FakeDesk(httpserver)


@pytest.fixture
def spool(tmp_path) -> str:
    """Address of a spool."""
    return f"sqlite:///{tmp_path}/spool.db"


@pytest.fixture
def broker(desk, httpserver, spool):
    """A broker that posts to that desk."""
    made = DeskEventBroker(Spool(spool), DeskTransport(httpserver.url_for("/desk/internal/events"), TOKEN))
    yield made
    import asyncio

    asyncio.new_event_loop().run_until_complete(made.close())


def said(text: str, sender: str = "a", at: float | None = None) -> dict:
    """A user event as Rasa publishes it."""
    return {"sender_id": sender, "event": "user", "text": text, "timestamp": at or time.time(), "parse_data": {}}


def wait_for(condition, seconds: float = 10.0) -> None:
    """Until it is true."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "never true"
        time.sleep(0.02)


def test_events_arrive_in_order_with_the_token(broker, desk):
    for number in range(200):
        broker.publish(said(f"m{number}"))
    wait_for(lambda: len(desk.heard) == 200)
    assert desk.texts() == [f"m{number}" for number in range(200)]
    assert desk.tokens == {f"Bearer {TOKEN}"}


def test_while_the_desk_is_down_nothing_is_lost(broker, desk):
    desk.down = True
    for number in range(20):
        broker.publish(said(f"m{number}"))
    time.sleep(0.5)
    assert desk.heard == []
    desk.down = False
    wait_for(lambda: len(desk.heard) == 20)
    assert desk.texts() == [f"m{number}" for number in range(20)]


def test_an_answer_that_is_lost_repeats_the_same_ids(broker, desk):
    desk.lost = True
    broker.publish(said("une fois"))
    wait_for(lambda: len(desk.heard) >= 2)
    desk.lost = False
    assert len({event["id"] for event in desk.heard}) == 1


def test_what_a_crash_left_is_delivered_at_the_next_start(desk, httpserver, spool):
    Spool(spool).put(wire(said("avant la panne")))
    made = DeskEventBroker(Spool(spool), DeskTransport(httpserver.url_for("/desk/internal/events"), TOKEN))
    wait_for(lambda: desk.texts() == ["avant la panne"])
    made._sender.stop()
    assert Spool(spool).first(10) == []


def _write(url: str, name: str, count: int) -> None:
    spool = Spool(url)
    for number in range(count):
        spool.put({"id": f"{name}{number}", "text": f"{name}{number}"})


def test_several_processes_share_a_spool(spool):
    Spool(spool)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(spool, name, 40)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    rows = [message["text"] for _, message in Spool(spool).first(1000)]
    assert len(rows) == 120
    for name in "abc":
        assert [text for text in rows if text[0] == name] == [f"{name}{number}" for number in range(40)]


def test_the_file_stays_open(spool):
    kept, opened = Spool(spool), []
    sa.event.listen(kept._engine, "connect", lambda *_: opened.append(1))
    kept.put({"id": "a"})
    kept.lease()
    kept.forget([position for position, _ in kept.first(1)])
    assert not opened, "each opening and closing writes the whole journal back, ten times the cost of a row"


def test_one_sender_at_a_time(spool):
    first, second = Spool(spool), Spool(spool)
    assert first.lease() and not second.lease()
    assert first.lease()
    first.release()
    assert second.lease()


class TestWire:
    """What leaves Rasa."""

    def test_words_with_what_an_agent_must_see(self):
        event = UserUttered(
            "au 12",
            parse_data={"emergency": "fire", "requests": [{"topic": "report_pothole", "decision": "sure"}]},
            input_channel="web",
            metadata={"location": {"lat": 1}},
        )
        told = wire({"sender_id": "a", **event.as_dict()})
        assert (told["text"], told["channel"], told["topic"]) == ("au 12", "web", "report_pothole")
        assert told["emergency"] is True and told["location"] == {"lat": 1}
        assert "parse_data" not in told

    @pytest.mark.parametrize("text", ["mon NAS est 046 454 286", "ma carte 4539 1488 0343 6467"])
    def test_identifiers_do_not_leave_whatever_the_channel(self, text):
        told = wire({"sender_id": "a", **UserUttered(text).as_dict()})
        assert not any(part in told["text"] for part in ("454", "1488"))

    def test_the_assistants_words_with_the_titles_of_buttons(self):
        event = BotUttered("Lequel?", {"buttons": [{"title": "Oui", "payload": "Oui"}]}, {"desk": {"id": "k"}})
        told = wire({"sender_id": "a", **event.as_dict()})
        assert (told["text"], told["buttons"], told["desk"]) == ("Lequel?", ["Oui"], {"id": "k"})

    def test_what_has_no_words_is_told_too(self):
        event = UserUttered(None, metadata={"attachments": [{"type": "image", "url": "https://x.example/1"}]})
        assert wire({"sender_id": "a", **event.as_dict()})["attachments"][0]["type"] == "image"
        edited = UserUttered(None, metadata={"edited_text": "au 312"})
        told = wire({"sender_id": "a", **edited.as_dict()})
        assert (told["text"], told["edited"]) == ("au 312", True)
        assert wire({"sender_id": "a", **UserUttered(None).as_dict()}) is None

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("owner", True),
            ("handoff", True),
            ("language", True),
            ("plan", False),
            ("address", False),
            ("erase_requested", True),
            ("tasks", False),
        ],
    )
    def test_slots_that_say_who_holds_and_no_others(self, name, kept):
        assert (wire({"sender_id": "a", **SlotSet(name, "x").as_dict()}) is not None) is kept

    def test_other_events_stay_home(self):
        assert wire({"sender_id": "a", "event": "action", "name": "action_listen", "timestamp": 1.0}) is None

    def test_an_event_keeps_its_identity_and_two_events_differ(self):
        first = said("bonjour", at=10.0)
        assert wire(first)["id"] == wire(json.loads(json.dumps(first)))["id"]
        others = [said("bonjour", at=10.000001), said("bonjour", "b", 10.0), said("bonsoir", at=10.0)]
        assert len({wire(event)["id"] for event in [first, *others]}) == 4


@pytest.mark.parametrize(
    ("environment", "problem"),
    [
        ({"DESK_URL": "http://127.0.0.1:9"}, "INTERNAL_TOKEN"),
        (
            {"DESK_URL": "http://127.0.0.1:9", "INTERNAL_TOKEN": "x", "EVENT_BROKER_URL": "kafka://x"},
            "EVENT_BROKER_URL",
        ),
    ],
)
async def test_a_wrong_environment_stops_the_start_with_one_line(monkeypatch, environment, problem):
    for name in ("DESK_URL", "INTERNAL_TOKEN", "EVENT_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BrokerMisconfigured, match=problem):
        await DeskEventBroker.from_endpoint_config(EndpointConfig())


async def test_without_a_desk_there_is_no_broker(monkeypatch):
    monkeypatch.setenv("DESK_URL", "")
    assert await DeskEventBroker.from_endpoint_config(EndpointConfig()) is None
