"""dask plans the graph of components again for each of its runs, three a message: here once per target."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


def apply() -> None:
    """Replaces the runner's `run`."""
    DaskGraphRunner.run = _run


def _run(self: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
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
