"""One action's view of the conversation."""
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from tests.actions.support import entity


def made(request=None, turn=3, **slots):
    dispatcher = CollectingDispatcher()
    plan = {"turn": turn, "current": {"action": "a", "request": request or {}}}
    tracker = Tracker("c1", {"plan": plan, **slots}, {}, [], False, None, {}, None)
    return Turn(dispatcher, tracker), dispatcher


def changes(turn):
    return {event["name"]: event["value"] for event in turn.events()}


def test_nothing_done_changes_nothing():
    turn, dispatcher = made(tasks=[], address={"id": "a"})
    assert turn.events() == [] and dispatcher.messages == []


def test_without_a_plan_there_is_no_request():
    turn = Turn(CollectingDispatcher(), Tracker("c1", {}, {}, [], False, None, {}, None))
    assert (turn.number, turn.text, turn.choice, turn.position, turn.entity("x"), turn.tasks) == (0, "", {}, None,
        None, [])


@pytest.mark.parametrize(("slot", "language"), [("en", "en"), ("fr", "fr"), (None, "fr"), ("de", "fr"),
    ({"a": 1}, "fr")])
def test_language_is_french_unless_english(slot, language):
    assert made(language=slot)[0].language == language


def test_changes_of_nested_slots_are_seen():
    turn, _ = made(tasks=[{"action": "a", "data": {"x": 1}}], remembered={"a": 1})
    turn.tasks[0]["data"]["x"] = 2
    turn.remember("b", 2)
    assert changes(turn) == {"tasks": [{"action": "a", "data": {"x": 2}}], "remembered": {"a": 1, "b": 2}}
    assert turn.tracker.slots["tasks"][0]["data"]["x"] == 1        # what Rasa sent is not changed


def test_a_reply_with_choices_offers_them_once_each():
    turn, dispatcher = made()
    turn.say("utter_x", [{"title": "A", "value": {"n": 1}}, {"title": "A", "value": {"n": 2}}, {"title": "B",
        "value": {}}],
             name="n")
    message = dispatcher.messages[0]
    assert [b["title"] for b in message["buttons"]] == ["A", "B"] and message["name"] == "n"
    assert all(b["payload"] == b["title"] for b in message["buttons"])
    assert changes(turn)["choices"] == turn.slots["choices"]


def test_a_reply_without_choices_takes_none_away():
    turn, dispatcher = made()
    turn.say("utter_x", [{"title": "A", "value": {}}])
    turn.say("utter_y")
    assert not dispatcher.messages[1].get("buttons") and len(turn.slots["choices"]) == 1


def test_matters_are_a_stack():
    turn, _ = made()
    below = turn.begin("action_a", "topic_a", x=1)
    above = turn.begin("action_b", "topic_b")
    assert turn.task("action_b") is above and turn.task("action_a") is None
    turn.end(above)
    assert turn.task("action_a") is below and below["data"] == {"topic": "topic_a", "x": 1}


def test_equal_matters_are_closed_one_at_a_time():
    turn, _ = made()
    turn.begin("action_a", "t")
    second = turn.begin("action_a", "t")
    turn.end(second)
    assert len(turn.tasks) == 1


def test_a_question_is_known_as_asked_in_its_turn_only():
    turn, dispatcher = made(turn=5)
    assert not turn.asked
    task = turn.begin("action_a", "t")
    assert not turn.asked
    turn.ask(task, "text", "utter_q", [{"title": "A", "value": {}}], name="n")
    assert turn.asked and task["awaiting"] == "text"
    later, said = made(turn=6, tasks=turn.tasks)
    assert not later.asked
    later.ask_again(later.tasks[0])
    assert later.asked and said.messages[0]["response"] == "utter_q" and said.messages[0]["name"] == "n"
    assert later.slots["choices"] == [{"title": "A", "value": {}}]


def test_entities_of_a_kind_in_order():
    turn, _ = made({"entities": [entity("item", "a"), entity("date", "b"), entity("item", "c")]})
    assert [e["value"] for e in turn.entities("item")] == ["a", "c"] and turn.entity("item") == "a"
    assert turn.entity("stop") is None


@pytest.mark.parametrize(("text", "topic", "decision", "accepts", "declines"), [
    ("oui", None, "unsure", True, False), ("correct de même", "affirm", "sure", True, False),
    ("moui", "affirm", "unsure", False, False), ("moui", "affirm", "sure", True, False),
    ("oui au 312", "affirm", "sure", False, False), ("non", None, "unsure", False, True),
    ("laisse faire", "deny", "sure", False, True), ("laisse faire", "deny", "torn", False, False),
    ("non, c'est au 312", "deny", "sure", False, False), ("", None, "unsure", False, False),
])
def test_yes_and_no(text, topic, decision, accepts, declines):
    turn, _ = made({"text": text, "topic": topic, "decision": decision})
    assert (turn.accepts, turn.declines) == (accepts, declines)


def test_memory():
    turn, _ = made()
    assert turn.recall("stop") is None
    turn.remember("stop", {"id": 1})
    assert turn.recall("stop") == {"id": 1}


def test_what_two_actions_of_a_turn_offer_can_all_be_chosen():
    offered = [{"title": "A", "value": {"n": 1}}]
    turn, _ = made(choices=offered)
    turn.say("utter_x", [{"title": "B", "value": {"n": 2}}])
    assert [c["title"] for c in turn.slots["choices"]] == ["B", "A"]
