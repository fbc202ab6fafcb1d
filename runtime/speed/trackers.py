"""Events and trackers: what Rasa searches or replays for every message is remembered or copied."""
from __future__ import annotations

import copy

from rasa.shared.core.events import (
    ActionReverted,
    ActiveLoop,
    Event,
    LegacyForm,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

STARTING = {Restarted, SessionStarted}   # nothing before the last of them applies
UNDOING = {ActionReverted, UserUtteranceReverted, ActiveLoop, LegacyForm}
rasas_applied_events = DialogueStateTracker.applied_events


def apply() -> None:
    """Replaces the search of event types, the copy of trackers and the list of the events that apply."""
    _memoise_event_types()
    DialogueStateTracker.copy = _copy
    DialogueStateTracker.applied_events = _applied


def _memoise_event_types() -> None:
    classes: dict[str, type[Event]] = {}
    original = Event.resolve_by_type

    def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        if type_name not in classes:
            found = original(type_name, default)
            if found is None or found is default:
                return found
            classes[type_name] = found
        return classes[type_name]

    Event.resolve_by_type = staticmethod(resolve_by_type)


def _copy(self: DialogueStateTracker) -> DialogueStateTracker:
    """A tracker in the same state, without replaying its events; changes to one are not seen by the other."""
    twin = copy.copy(self)
    twin.events = copy.copy(self.events)
    twin.slots = copy.copy(self.slots)
    for name, slot in self.slots.items():
        twin.slots[name] = copy.copy(slot)
    twin.active_loop = copy.copy(self.active_loop)
    return twin


def _applied(self: DialogueStateTracker) -> list[Event]:
    """As Rasa's; where nothing was undone, and no form is about, without looking at each event ten times."""
    kinds = [type(event) for event in self.events]
    if not UNDOING.isdisjoint(kinds):
        return rasas_applied_events(self)
    last = max((index for index, kind in enumerate(kinds) if kind in STARTING), default=-1)
    return list(self.events)[last + 1:]
