"""The one policy: who holds the conversation, what this message asks, what comes next.

It learns from the rules in data/ which actions a topic runs (`steps: [{intent: X}, {action: A}]`), so an editor
changes what happens in YAML; how messages, forms, digressions and choices meet is in `plan.py`. See
docs/decisions/001-one-policy.md for why it is not RulePolicy.
"""
from __future__ import annotations

import json
from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue import language, plan
from dialogue.leaving import leaves_queue

FAILURE = "utter_failure"
RULES = "rules.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TurnPolicy(Policy):
    """Predicts the steps of a turn one by one, then listens."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
        actions: dict[str, list[str]] | None = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self.actions = actions or {}

    @staticmethod
    def supported_data() -> SupportedData:
        """Rules only."""
        return SupportedData.RULE_DATA

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See GraphComponent."""
        return {"priority": 6}

    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource:
        """Reads the rules: topic to actions."""
        rules = [_rule(tracker) for tracker in training_trackers if tracker.is_rule_tracker]
        self.actions = dict(rule for rule in rules if rule)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / RULES).write_text(json.dumps(self.actions), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TurnPolicy:
        """See GraphComponent."""
        with model_storage.read_from(resource) as folder:
            actions = json.loads((folder / RULES).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, execution_context, actions=actions)

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: Any = None, **kwargs: Any
    ) -> PolicyPrediction:
        """The next action of the turn, with the slots that the decision changes."""
        slots = tracker.current_slot_values()
        message = tracker.latest_message
        if not _spoken_to(tracker, slots, message):
            return self._choose(ACTION_LISTEN_NAME, [], domain)
        if tracker.latest_action_name == ACTION_LISTEN_NAME:
            return self._open_turn(message, slots, domain)
        return self._next_step(tracker, slots, domain)

    def _open_turn(self, message: UserUttered, slots: dict[str, Any], domain: Domain) -> PolicyPrediction:
        parsed = {**message.parse_data, "metadata": message.metadata}
        changes = language.decide(parsed, slots)
        turn = plan.build(parsed, slots, self.actions)
        turn = language.gate(turn, parsed, {**slots, **changes})
        turn = plan.advance(turn, slots.get("tasks") or [])
        if slots.get("choices") and slots.get("owner") != "queue":
            changes["choices"] = None
        events: list[Event] = [SlotSet(name, value) for name, value in changes.items()]
        action = turn["current"]["action"] if turn["current"] else ACTION_LISTEN_NAME
        return self._choose(action, [*events, SlotSet("plan", turn)], domain)

    def _next_step(self, tracker: DialogueStateTracker, slots: dict[str, Any], domain: Domain) -> PolicyPrediction:
        turn = plan.advance(slots.get("plan") or {"turn": 0, "steps": [], "deferred": []}, slots.get("tasks") or [])
        if turn["current"] and _runs_since_message(tracker) < self.config.get("max_steps", 7):
            return self._choose(turn["current"]["action"], [SlotSet("plan", turn)], domain)
        if slots.get("owner", "assistant") == "assistant" and not _answered(tracker):
            return self._choose(FAILURE, [], domain)
        return self._choose(ACTION_LISTEN_NAME, [SlotSet("plan", {**turn, "current": None})], domain)

    def _choose(self, action: str, events: list[Event], domain: Domain) -> PolicyPrediction:
        return self._prediction(confidence_scores_for(action, 1.0, domain), optional_events=events)


def _rule(tracker: Any) -> tuple[str, list[str]] | None:
    intent = next((e.intent_name for e in tracker.events if isinstance(e, UserUttered)), None)
    names = [e.action_name for e in tracker.events if isinstance(e, ActionExecuted)]
    actions = [name for name in names if name and name not in (ACTION_LISTEN_NAME, "...")]
    return (intent, actions) if intent and actions else None


def _spoken_to(tracker: DialogueStateTracker, slots: dict[str, Any], message: UserUttered | None) -> bool:
    """Whether the assistant has to act: it holds the conversation, or someone in the queue is in danger or gives up."""
    if message is None or message.text is None:
        return False
    owner = slots.get("owner") or "assistant"
    if owner == "assistant":
        return True
    if owner != "queue" or tracker.latest_action_name != ACTION_LISTEN_NAME:
        return False
    return bool(message.parse_data.get("emergency")) or leaves_queue(message.parse_data, slots)


def _runs_since_message(tracker: DialogueStateTracker) -> int:
    return sum(isinstance(event, ActionExecuted) for event in _since_message(tracker))


def _answered(tracker: DialogueStateTracker) -> bool:
    """Whether the citizen got words, or the apology was tried."""
    return any(
        isinstance(event, BotUttered) or (isinstance(event, ActionExecuted) and event.action_name == FAILURE)
        for event in _since_message(tracker)
    )


def _since_message(tracker: DialogueStateTracker) -> list[Event]:
    events: list[Event] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        events.append(event)
    return events
