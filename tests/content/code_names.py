"""Which replies and phrases the code names, and with which arguments, read from its syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from content_library import replies, topics, trees

SPEAKERS = {"say": 0, "ask": 2, "reply": 0}   # Turn.say(response, …), Turn.ask and Lookup.ask(_, awaiting, response, …), the desk's reply(response, language, …)
NOT_REPLIES = {"utter_action"}   # the key under which Rasa notes a reply's name
NOT_VALUES = {"response", "choices", "awaiting"}


class PhraseCall(NamedTuple):
    """A call `phrase(group, key, **values)`; None for what is only known when it runs."""

    group: str | None
    key: str | None
    values: frozenset[str]


def calls() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef, ast.Call]]:
    """Every call in the code, with the function that it is in."""
    for file, tree in trees().items():
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        yield file, function, node


def called(node: ast.Call) -> str:
    """Name of what is called, without its object."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def named_in(node: ast.AST | None) -> set[str]:
    """Replies that an expression can be: constants, and whatever a composed name fits."""
    found: set[str] = set()
    for part in ast.walk(node) if node else ():
        if isinstance(part, ast.JoinedStr):
            found |= _composed(part)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.startswith("utter_"):
            found.add(part.value)
    return {name for name in found if not name.endswith("_")} - NOT_REPLIES


def _composed(node: ast.JoinedStr) -> set[str]:
    """Replies that fit `f"utter_x_{part}"`; `f"utter_{topic}"` is a reply named after an answer or account topic."""
    first = node.values[0]
    start = first.value if isinstance(first, ast.Constant) else ""
    if not str(start).startswith("utter_"):
        return set()
    if start == "utter_":
        return {f"utter_{topic}" for topic, kind in topics().items() if kind in ("answer", "account")}
    return {reply.name for reply in replies() if reply.name.startswith(start)}


@cache
def names_in_code() -> frozenset[str]:
    """Every reply that the code can say."""
    return frozenset(name for tree in trees().values() for name in named_in(tree))


@cache
def arguments() -> dict[str, frozenset[str]]:
    """Reply to all the arguments that some call gives it."""
    found: dict[str, set[str]] = {}
    for _, function, node in calls():
        if called(node) not in SPEAKERS:
            continue
        values = {keyword.arg for keyword in node.keywords if keyword.arg} - NOT_VALUES
        for name in _responses(function, node):
            found.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in found.items()}


def _responses(function: ast.AST, node: ast.Call) -> set[str]:
    given = next((k.value for k in node.keywords if k.arg == "response"), None)
    position = SPEAKERS[called(node)]
    response = given or (node.args[position] if len(node.args) > position else None)
    if isinstance(response, ast.Call):
        return set().union(*(named_in(f) for f in _functions(called(response))))
    if isinstance(response, ast.Name):
        return _assigned(function, response.id) or _passed(function)
    return named_in(response)


def _assigned(function: ast.AST, name: str) -> set[str]:
    """Replies that a local name is given in a function."""
    return set().union(*(
        named_in(node.value) for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ), set())


def _passed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Replies that callers pass to a function, and its defaults."""
    found = set().union(*(named_in(default) for default in function.args.defaults), set())
    for _, _, node in calls():
        if called(node) == function.name:
            found |= set().union(*(named_in(part) for part in [*node.args, *(k.value for k in node.keywords)]), set())
    return found


def _functions(name: str) -> list[ast.AST]:
    return [
        node for tree in trees().values() for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name
    ]


@cache
def phrase_calls() -> tuple[PhraseCall, ...]:
    """Every use of a phrase."""
    return tuple(
        PhraseCall(_text(node.args[0]), _text(node.args[1]), frozenset(k.arg for k in node.keywords if k.arg))
        for _, _, node in calls() if called(node) == "phrase" and len(node.args) >= 2
    )


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) else None
