"""Events and trackers: what Rasa searches or replays for every message is remembered or copied."""
from __future__ import annotations

import copy

from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker


def apply() -> None:
    """Replaces the search of event types and the copy of trackers."""
    _memoise_event_types()
    DialogueStateTracker.copy = _copy


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
