"""The costs removed from Rasa's messages change nothing of what it does."""
import inspect
import logging
import re

import jsonschema
import pytest
import rasa
import rasa.core.actions.action as action_module
import rasa.core.processor as processor_module
from aiohttp import web
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from runtime import speed
from runtime.speed import trackers


@pytest.fixture(autouse=True)
def applied():
    speed.apply()


def test_it_fits_the_installed_rasa():
    assert rasa.__version__ == speed.FITS


def test_any_other_rasa_is_refused(monkeypatch):
    monkeypatch.setattr(rasa, "__version__", "3.6.22")
    with pytest.raises(speed.WrongRasaVersion, match=r"3\.6\.21.*3\.6\.22"):
        speed.apply()


def test_applying_twice_is_applying_once():
    before = Event.resolve_by_type
    speed.apply()
    assert Event.resolve_by_type is before


def test_every_type_of_event_is_resolved():
    named = [kind for kind in all_subclasses(Event) if getattr(kind, "type_name", None)]
    assert len(named) > 20
    for kind in named:
        assert Event.resolve_by_type(kind.type_name).type_name == kind.type_name
        assert Event.resolve_by_type(kind.type_name) is Event.resolve_by_type(kind.type_name)


def test_an_unknown_type_gives_the_default_and_is_not_remembered():
    with pytest.raises(ValueError, match="no such event"):
        Event.resolve_by_type("no such event")
    assert Event.resolve_by_type("no such event", UserUttered) is UserUttered
    assert Event.resolve_by_type("no such event", SlotSet) is SlotSet


def test_events_are_read_as_before():
    assert Event.from_parameters({"event": "slot", "name": "a", "value": {"b": [1]}}) == SlotSet("a", {"b": [1]})


def test_a_copy_of_a_tracker_is_in_its_state_and_changes_apart():
    slots = [AnySlot("a", mappings=[{}]), AnySlot("b", mappings=[{}])]
    said = UserUttered("x", {"name": "greet"})
    events = [ActionExecuted("action_listen"), said, SlotSet("a", {"k": 1}), BotUttered("y"), ActionExecuted("action_z")]
    tracker = DialogueStateTracker.from_events("c", events, slots)
    replayed, twin = tracker.travel_back_in_time(float("inf")), tracker.copy()
    assert list(twin.events) == list(replayed.events) and twin.current_slot_values() == replayed.current_slot_values()
    for state in ("latest_message", "latest_bot_utterance", "latest_action_name", "followup_action", "sender_id"):
        assert getattr(twin, state) == getattr(replayed, state)
    twin.update(SlotSet("a", 2))
    twin.update(ActionExecuted("action_listen"))
    assert tracker.get_slot("a") == {"k": 1} and len(tracker.events) == 5 and tracker.latest_action_name == "action_z"


@pytest.mark.parametrize("events", [
    [], [SlotSet("a", 1)],
    [ActionExecuted("action_listen"), UserUttered("x"), Restarted(), SlotSet("a", 1), UserUttered("y")],
    [UserUttered("x"), SessionStarted(), SlotSet("a", 1), SessionStarted(), ActionExecuted("action_listen"), UserUttered("y")],
    [ActionExecuted("action_listen"), UserUttered("x"), ActionExecuted("action_z"), ActionReverted(), BotUttered("z")],
    [ActionExecuted("action_listen"), UserUttered("x"), UserUtteranceReverted(), UserUttered("y")],
    [UserUttered("x"), ActiveLoop("f"), ActionExecuted("f"), ActionExecuted("action_listen"), UserUttered("y"),
     ActionExecuted("f"), ActiveLoop(None)],
])
def test_the_events_that_apply_are_those_of_rasa(events):
    tracker = DialogueStateTracker.from_events("c", events, [AnySlot("a", mappings=[{}])])
    assert tracker.applied_events() == trackers.rasas_applied_events(tracker)


def test_copies_for_the_log_are_made_when_it_is_written():
    source = inspect.getsource(processor_module)
    assert "copy." in source and set(re.findall(r"\bcopy\.\w+", source)) == {"copy.deepcopy"}
    for line in source.splitlines():   # an argument of structlogger.debug, nothing else
        assert "copy.deepcopy" not in line or re.fullmatch(r"\s+(?:\w+, )?\w+=copy\.deepcopy\(.+\),?|.+slot_values=copy.+", line)
    logger, value = logging.getLogger("rasa.core.processor"), {"a": [1]}
    before = logger.level
    try:
        logger.setLevel(logging.DEBUG)
        copied = processor_module.copy.deepcopy(value)
        assert copied == value and copied["a"] is not value["a"]
        logger.setLevel(logging.INFO)
        assert processor_module.copy.deepcopy(value) is None
    finally:
        logger.setLevel(before)


@pytest.mark.parametrize("mappings", [[{"type": "custom"}], [{"type": "from_text"}]])
async def test_slots_are_looked_for_where_a_message_may_set_one(mappings):
    domain = Domain.from_dict({"slots": {"a": {"type": "any", "mappings": mappings}}})
    tracker = DialogueStateTracker.from_events("c", [UserUttered("x", {"name": "greet"})], domain.slots)
    found = await action_module.ActionExtractSlots(None).run(None, None, tracker, domain)
    assert [event.value for event in found] == ([] if mappings[0]["type"] == "custom" else ["x"])


def test_a_domain_is_empty_when_it_is():
    assert Domain.empty().is_empty() and not Domain.from_dict({"intents": ["greet"]}).is_empty()


@pytest.fixture
def action():
    return action_module.RemoteAction("action_x", None)


GOOD = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "x", "buttons": []}]}


@pytest.mark.parametrize("result", [GOOD, {"events": [], "responses": []}, {}])
def test_what_the_schema_allows_is_accepted(action, result):
    assert action._validate_action_result(result) is True


@pytest.mark.parametrize("event", [
    {"event": "slot", "name": "a", "value": None, "timestamp": None},
    {"event": "slot", "name": "a", "value": [], "timestamp": 1.5},
    {"event": "slot", "name": 1, "value": 2}, {"event": "slot", "value": 2}, {"event": "slot", "name": "a"},
    {"event": "slot", "name": "a", "value": 1, "timestamp": "x"},
    {"event": "bot"}, {"event": "reminder"}, {"name": "a"}, 3,
])
def test_the_quick_look_at_slots_says_what_the_schema_says(action, event):
    result = {"events": [event], "responses": []}
    schema = action_module.RemoteAction.action_response_format_spec()
    allowed = jsonschema.validators.validator_for(schema)(schema).is_valid(result)
    if allowed:
        assert action._validate_action_result(result) is True
    else:
        with pytest.raises(jsonschema.ValidationError):
            action._validate_action_result(result)


class Double(GraphComponent):
    """Adds two inputs."""

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls()

    def add(self, left, right):
        if right == "bad":
            raise RuntimeError
        return left + right


def _runner():
    def node(*needs, target=False):
        return SchemaNode(dict(zip(("left", "right"), needs)), Double, "create", "add", {}, is_target=target)

    schema = GraphSchema({
        "sum": node("one", "both", target=True), "both": node("one", "two"), "unused": node("sum", "nowhere"),
    })
    return DaskGraphRunner(schema, None, ExecutionContext(schema))


def test_the_graph_gives_what_its_nodes_give_each_run_once_more():
    runner = _runner()
    for one, two in ((1, 2), (3, 4)):
        assert runner.run({"one": one, "two": two}) == {"sum": 2 * one + two}
        assert runner.run({"one": one, "two": two}, targets=["both"]) == {"both": one + two}


def test_a_missing_input_and_a_failing_component_are_told():
    with pytest.raises(GraphRunError):
        _runner().run({"one": 1})
    with pytest.raises(GraphComponentException):
        _runner().run({"one": 1, "two": "bad"})


@pytest.mark.parametrize("result", [{"events": "x"}, {"events": [], "responses": {}}, {"events": [1]}, [], None])
def test_what_it_refuses_is_refused(action, result):
    schema = action_module.RemoteAction.action_response_format_spec()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, schema)
    with pytest.raises(jsonschema.ValidationError):
        action._validate_action_result(result)


async def test_calls_of_one_endpoint_share_a_connection(unused_tcp_port):
    peers = []

    async def answer(request):
        peers.append(request.transport.get_extra_info("peername"))
        return web.json_response(await request.json())

    application = web.Application()
    application.router.add_post("/webhook", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    endpoint = EndpointConfig(f"http://127.0.0.1:{unused_tcp_port}/webhook")
    try:
        assert [await endpoint.request(json={"n": n}) for n in range(3)] == [{"n": 0}, {"n": 1}, {"n": 2}]
        assert len(set(peers)) == 1
    finally:
        async with endpoint.session() as session:
            await session.close()
        await runner.cleanup()


def test_a_call_carries_the_slots_and_not_the_archive():
    endpoint = EndpointConfig("http://127.0.0.1:1", enable_selective_domain=True)
    events = [UserUttered("secret", {"name": "greet"}), SlotSet("a", 1)]
    tracker = DialogueStateTracker.from_events("c", events, [AnySlot("a", mappings=[{}])])
    body = action_module.RemoteAction("action_x", endpoint)._action_call_format(tracker, Domain.empty())
    assert body["next_action"] == "action_x" and body["sender_id"] == "c" and body["version"] == rasa.__version__
    assert body["tracker"]["slots"] == {"a": 1} and "secret" not in str(body) and "domain" not in body
