"""Who holds the conversation, and that someone who writes always gets words."""
import pytest
from rasa.core.policies.policy import SupportedData
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.policy import FAILURE, TurnPolicy

ACTIONS = {"tax_sale": ["action_answer"], "snow_status": ["action_snow_status"],
    "report_pothole": ["action_service_request"],
           "cancel": ["action_cancel"], "greet": ["action_greet"]}
LISTEN = "action_listen"
TASK = {"action": "action_service_request", "topic": "report_pothole", "awaiting": "place", "asked": 0,
    "question": {"r": 1}}


def request(topic, decision="sure"):
    return {"topic": topic, "decision": decision, "confidence": 0.95, "ranking": [], "text": topic, "entities": []}


class Conversation:
    """A tracker moved as Rasa's processor moves it. `silent` names the actions whose server is down."""

    def __init__(self, domain, silent=(), **slots):
        self.domain, self.silent = domain, set(silent)
        self.policy = TurnPolicy({}, None, None, ExecutionContext(GraphSchema({})), actions=ACTIONS)
        self.tracker = DialogueStateTracker("c1", domain.slots)
        for event in [ActionExecuted(LISTEN), *(SlotSet(name, value) for name, value in slots.items())]:
            self.tracker.update(event, domain)

    def hear(self, *topics, text="allo", **parsed):
        """What is run for a message, until listening."""
        data = {"text": text, "requests": [request(t) for t in topics], "entities": [],
            "intent": {"name": topics and topics[0]},
                **parsed}
        self.tracker.update(UserUttered(text, {"name": data["intent"]["name"]}, [], data), self.domain)
        ran = []
        while len(ran) < 20:
            prediction = self.policy.predict_action_probabilities(self.tracker, self.domain)
            name = self.domain.action_names_or_texts[prediction.probabilities.index(1.0)]
            for event in [*(prediction.optional_events or []), ActionExecuted(name)]:
                self.tracker.update(event, self.domain)
            if name == LISTEN:
                return ran
            ran.append(name)
            if name not in self.silent and name != "action_resume":
                self.tracker.update(BotUttered("…"), self.domain)
        raise AssertionError(f"it never listens: {ran}")

    @property
    def slots(self):
        return self.tracker.current_slot_values()


def test_a_question_is_answered_then_it_listens(domain):
    talk = Conversation(domain)
    assert talk.hear("tax_sale") == ["action_answer"]
    assert talk.slots["plan"]["turn"] == 1 and talk.slots["plan"]["current"] is None and talk.slots["language"] == "fr"
    assert talk.hear("snow_status") == ["action_snow_status"] and talk.slots["plan"]["turn"] == 2


def test_two_requests(domain):
    assert Conversation(domain).hear("snow_status", "tax_sale") == ["action_answer", "action_snow_status"]


def test_the_choices_of_the_turn_before_are_withdrawn(domain):
    talk = Conversation(domain, choices=[{"title": "A", "value": {"topic": "tax_sale"}}])
    assert talk.hear(text="A") == ["action_answer"]
    assert talk.slots["choices"] is None and talk.hear(text="A") == ["action_clarify"]


@pytest.mark.parametrize("owner", ["queue", "agent"])
@pytest.mark.parametrize("said", [("tax_sale",), ("greet",), ()])
def test_nothing_automatic_is_said_while_someone_else_holds_it(domain, owner, said):
    talk = Conversation(domain, owner=owner, tasks=[TASK])
    assert talk.hear(*said) == [] and talk.hear(*said, text="/restart") == []
    assert talk.slots["owner"] == owner


def test_an_emergency_in_the_queue_still_gets_9_1_1_and_nothing_else(domain):
    talk = Conversation(domain, owner="queue", tasks=[TASK])
    assert talk.hear("tax_sale", emergency="fire") == ["action_emergency"]
    assert talk.slots["owner"] == "queue" and talk.hear("tax_sale") == []


def test_an_emergency_told_to_an_agent_is_the_agents(domain):
    assert Conversation(domain, owner="agent").hear(emergency="fire") == []


def test_someone_who_waits_may_come_back(domain):
    assert Conversation(domain, owner="queue").hear("cancel", text="annule") == ["action_cancel"]


def test_a_handover_ends_the_turn(domain):
    talk = Conversation(domain)
    talk.tracker.update(SlotSet("owner", "assistant"), domain)
    talk.hear("snow_status")
    talk.tracker.update(SlotSet("owner", "queue"), domain)
    assert talk.hear("snow_status", "tax_sale") == []


def test_an_emergency_comes_first_in_the_middle_of_a_form(domain):
    assert Conversation(domain, tasks=[TASK]).hear("tax_sale", emergency="gas") == ["action_emergency"]


def test_when_the_action_server_is_down_an_apology_is_said(domain):
    talk = Conversation(domain, silent=["action_answer"])
    assert talk.hear("tax_sale") == ["action_answer", FAILURE]
    assert talk.hear("tax_sale") == ["action_answer", FAILURE]


def test_when_one_of_two_answers_was_said_no_apology_follows(domain):
    assert FAILURE not in Conversation(domain, silent=["action_answer"]).hear("snow_status", "tax_sale")


def test_when_even_the_apology_is_silent_it_listens(domain):
    assert Conversation(domain, silent=["action_answer", FAILURE]).hear("tax_sale") == ["action_answer", FAILURE]


def test_a_form_whose_server_is_down_does_not_spin(domain):
    talk = Conversation(domain, silent=["action_service_request"], tasks=[TASK])
    ran = talk.hear(text="310 aulnes")
    assert FAILURE in ran and len(ran) <= 9


def test_nobody_answers_nothing(domain):
    talk = Conversation(domain)
    prediction = talk.policy.predict_action_probabilities(talk.tracker, domain)
    assert domain.action_names_or_texts[prediction.probabilities.index(1.0)] == LISTEN


def test_it_learns_from_rules_only_and_keeps_what_it_learned(tmp_path, domain):
    assert TurnPolicy.supported_data() == SupportedData.RULE_DATA
    storage, resource = LocalModelStorage(tmp_path), Resource("policy")
    rule = DialogueStateTracker.from_events("rule", [
        UserUttered("x", {"name": "tax_sale"}), ActionExecuted("action_answer"), ActionExecuted(LISTEN)],
            domain.slots)
    rule.is_rule_tracker = True
    story = DialogueStateTracker.from_events("story", [
        UserUttered("x", {"name": "greet"}), ActionExecuted("action_greet")], domain.slots)
    TurnPolicy.create({}, storage, resource, ExecutionContext(GraphSchema({}))).train([rule, story], domain)
    loaded = TurnPolicy.load({}, storage, resource, ExecutionContext(GraphSchema({})))
    assert loaded.actions == {"tax_sale": ["action_answer"]}
