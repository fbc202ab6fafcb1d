"""Removes three costs from each message of Rasa 3.6.21 without changing what it does.

`Event.resolve_by_type` walks all subclasses for every event that comes back, the answer's JSON schema is compiled
again for every call (see shared design.md section 8; figures in bench/), and dask plans the graph of components
again for each of its runs, three a message.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import rasa
import rasa.core.actions.action as action_module
from jsonschema.validators import validator_for
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
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
    _plan_graph_once()
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
        rest = result
        if isinstance(result, dict) and isinstance(result.get("events"), list):
            rest = {**result, "events": [event for event in result["events"] if not _is_slot(event)]}
        error = next(validator.iter_errors(rest), None)
        if error is not None:
            raise error
        return True

    action_module.RemoteAction._validate_action_result = validate


def _is_slot(event: Any) -> bool:
    """An event of the commonest kind, as the schema wants it."""
    return (
        type(event) is dict and event.keys() <= {"event", "name", "value", "timestamp"} and event.get("event") == "slot"
        and type(event.get("name")) is str and "value" in event and type(event.get("timestamp")) in (float, type(None))
    )


def _plan_graph_once() -> None:
    def run(self: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        plans = self.__dict__.setdefault("_guichet_plans", {})
        if wanted not in plans:
            plans[wanted] = _order(self._graph_schema.minimal_graph_schema(list(wanted)).nodes, wanted)
        values: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, needs in plans[wanted]:
                values[name] = self._instantiated_nodes[name](*(values.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {name: values[name][1] for name in wanted}

    DaskGraphRunner.run = run


def _order(nodes: dict[str, Any], wanted: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The nodes that `wanted` needs, each after those it needs, with their names."""
    found: dict[str, list[str]] = {}

    def visit(name: str) -> None:
        if name in nodes and name not in found:
            needs = list(nodes[name].needs.values())
            for need in needs:
                visit(need)
            found[name] = needs

    for name in wanted:
        visit(name)
    return list(found.items())
