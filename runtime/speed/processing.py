"""What the processor of messages does for nobody: copies for log lines that are not written, searches that find nothing."""
from __future__ import annotations

import copy
import logging
from typing import Any

import rasa.core.processor as processor_module
from rasa.core.actions.action import ActionExtractSlots
from rasa.shared.core.domain import Domain

MAPPED_BY_ACTIONS = {"type": "custom"}   # a slot that only actions and the policy set


class _CopiesForTheLog:
    """Stands for the module `copy` in Rasa's processor, which copies only what its debug lines show."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return copy.deepcopy(value) if logging.getLogger(processor_module.__name__).isEnabledFor(logging.DEBUG) else None


def apply() -> None:
    """Replaces copies for the log, the search of slots in messages, and the comparison with an empty domain."""
    processor_module.copy = _CopiesForTheLog
    ActionExtractSlots.run = _extract(ActionExtractSlots.run)
    Domain.is_empty = _is_empty(Domain.is_empty)


def _extract(original: Any) -> Any:
    async def run(self: ActionExtractSlots, channel: Any, nlg: Any, tracker: Any, domain: Domain) -> list[Any]:
        if _only_actions_set_slots(domain):
            return []
        return await original(self, channel, nlg, tracker, domain)

    return run


def _only_actions_set_slots(domain: Domain) -> bool:
    known = domain.__dict__.get("_guichet_only_actions_set_slots")
    if known is None:
        mapped = all(slot.mappings == [MAPPED_BY_ACTIONS] for slot in domain.slots if slot.mappings)
        validated = "action_validate_slot_mappings" in domain.user_actions
        known = domain.__dict__["_guichet_only_actions_set_slots"] = mapped and not validated
    return known


def _is_empty(original: Any) -> Any:
    def is_empty(self: Domain) -> bool:
        known = self.__dict__.get("_guichet_is_empty")
        if known is None:
            known = self.__dict__["_guichet_is_empty"] = original(self)
        return known

    return is_empty
