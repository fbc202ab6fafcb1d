"""Removes two costs from each custom action call of Rasa 3.6.21 without changing what it does.

`Event.resolve_by_type` walks all subclasses for every event that comes back, and the answer's JSON
schema is compiled again for every call (see shared design.md section 8; figures in bench/).
"""
from __future__ import annotations

from typing import Any

import rasa
import rasa.core.actions.action as action_module
from jsonschema.validators import validator_for
from rasa.shared.core.events import Event

FITS = "3.6.21"


class WrongRasaVersion(RuntimeError):
    """The installed Rasa is not the one that these changes were written for."""


def apply() -> None:
    """Applies the changes once.

    Raises:
        WrongRasaVersion: with any other Rasa, whose code must be read again first.
    """
    if rasa.__version__ != FITS:
        raise WrongRasaVersion(f"runtime/speed.py was written for Rasa {FITS}, but {rasa.__version__} is installed")
    if getattr(action_module.RemoteAction, "_guichet_speed", False):
        return
    _memoise_event_types()
    _compile_schema_once()
    action_module.RemoteAction._guichet_speed = True


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


def _compile_schema_once() -> None:
    schema = action_module.RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(self: Any, result: dict[str, Any]) -> bool:
        error = next(validator.iter_errors(result), None)
        if error is not None:
            raise error
        return True

    action_module.RemoteAction._validate_action_result = validate
