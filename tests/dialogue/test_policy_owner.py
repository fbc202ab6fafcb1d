"""While a person has it, or someone waits for one, the assistant does not speak."""

from __future__ import annotations

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.policy import TurnPolicy

ACTIONS = {"cancel": ["action_cancel"], "talk_to_human": ["action_talk_to_human"], "tax_due_dates": ["action_answer"]}
LISTEN = "action_listen"


@pytest.fixture(scope="module")
def domain() -> Domain:
    """The assistant's own."""
    return Domain.load("domain.yml")


@pytest.fixture
def policy(tmp_path) -> TurnPolicy:
    """The policy with a few rules."""
    storage = LocalModelStorage.create(tmp_path)
    return TurnPolicy(
        TurnPolicy.get_default_config(), storage, Resource("x"), ExecutionContext(GraphSchema({})), actions=ACTIONS
    )


def next_action(policy, domain, *events) -> str:
    """What comes next after these events."""
    start = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(LISTEN)]
    tracker = DialogueStateTracker.from_events("a", [*start, *events], domain.slots)
    probabilities = policy.predict_action_probabilities(tracker, domain).probabilities
    return domain.action_names_or_texts[probabilities.index(max(probabilities))]


def user(text: str, topic: str, **parsed) -> UserUttered:
    """A message that is understood."""
    request = {"topic": topic, "decision": "sure", "confidence": 0.99}
    return UserUttered(text, parse_data={"text": text, "requests": [request], "intent": {"name": topic}, **parsed})


@pytest.mark.parametrize("owner", ["queue", "agent"])
@pytest.mark.parametrize(
    "text", ["c'est quand les taxes?", "/restart", "/session_start", "bonjour", "je veux une personne"]
)
def test_silence(policy, domain, owner, text):
    assert next_action(policy, domain, SlotSet("owner", owner), user(text, "tax_due_dates")) == LISTEN


def test_silence_after_a_new_session(policy, domain):
    events = [
        SlotSet("owner", "agent"),
        ActionExecuted("action_session_start"),
        SessionStarted(),
        SlotSet("owner", "agent"),
        ActionExecuted(LISTEN),
        user("bonjour", "tax_due_dates"),
    ]
    assert next_action(policy, domain, *events) == LISTEN


def test_silence_even_when_a_turn_was_cut_short(policy, domain):
    """A crash can leave an action without the listening that ends its turn."""
    events = [
        user("x", "tax_due_dates"),
        ActionExecuted("action_answer"),
        SlotSet("owner", "agent"),
        user("y", "tax_due_dates"),
    ]
    assert next_action(policy, domain, *events) == LISTEN


def test_handing_over_ends_the_turn(policy, domain):
    plan = {"turn": 1, "current": None, "deferred": [], "steps": [{"action": "action_answer", "request": {}}]}
    events = [
        user("une personne, et les taxes?", "talk_to_human"),
        ActionExecuted("action_talk_to_human"),
        SlotSet("plan", plan),
        SlotSet("owner", "queue"),
    ]
    assert next_action(policy, domain, *events) == LISTEN


def test_danger_in_the_queue_is_answered_then_silence_again(policy, domain):
    danger = user("il y a le feu", "tax_due_dates", emergency="fire")
    assert next_action(policy, domain, SlotSet("owner", "queue"), danger) == "action_emergency"
    assert next_action(policy, domain, SlotSet("owner", "queue"), danger,
        ActionExecuted("action_emergency")) == LISTEN


def test_danger_told_to_a_person_is_the_persons(policy, domain):
    assert next_action(policy, domain, SlotSet("owner", "agent"), user("au feu", "inform",
        emergency="fire")) == LISTEN


def test_giving_up_brings_the_assistant_back(policy, domain):
    assert next_action(policy, domain, SlotSet("owner", "queue"), user("laisse faire", "cancel")) == "action_cancel"
    assert next_action(policy, domain, SlotSet("owner", "agent"), user("laisse faire", "cancel")) == LISTEN


def test_the_assistant_speaks_when_it_holds(policy, domain):
    assert next_action(policy, domain, user("les taxes?", "tax_due_dates")) == "action_answer"
