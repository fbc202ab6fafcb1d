"""Erases a conversation from a press: the same action, with the same effect, as when it is asked in words."""
from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.events import SlotSet

from channels.web.output import WebOutput

ACTION = "action_delete_data"   # when its reply comes, WebOutput empties the channel's own store


async def erase(agent: Any, conversation: str, output: WebOutput) -> None:
    """Runs the dialogue's own erasure as confirmed, under the conversation's lock.

    Args:
        agent: Rasa's agent of this worker.
    """
    processor = agent.processor
    async with agent.lock_store.lock(conversation):
        tracker = await processor.fetch_tracker_with_initial_session(conversation, output)
        plan = {"turn": 0, "deferred": [], **(tracker.get_slot("plan") or {})}
        confirmed = {"action": ACTION, "request": {"text": "", "choice": {"erase": True}}}
        tracker.update(SlotSet("plan", {**plan, "steps": [], "deferred": [], "current": confirmed}))
        await agent.tracker_store.save(tracker)
        prediction = PolicyPrediction.for_action_name(processor.domain, ACTION)
        await processor.execute_action(conversation, ACTION, output, agent.nlg, prediction)
