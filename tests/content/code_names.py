"""Which replies and phrases the code names, and with which arguments, read from its syntax trees."""

from __future__ import annotations

import ast
from functools import cache
from typing import NamedTuple

from content_library import replies, topics, trees

SPEAKERS = {
    "say": 0,
    "ask": 2,
    "reply": 0,
}  # Turn.say(response, …), Turn.ask and Lookup.ask(_, awaiting, response, …), the desk's reply(response, language, …)
NOT_REPLIES = {"utter_action"}  # the key under which Rasa notes a reply's name
NOT_VALUES = {"response", "choices", "awaiting"}


Function = ast.FunctionDef | ast.AsyncFunctionDef


class PhraseCall(NamedTuple):
    """A call `phrase(group, key, **values)`; None for what is only known when it runs."""

    group: str | None
    key: str | None
    values: frozenset[str]


@cache
def calls() -> dict[str, list[tuple[Function, ast.Call]]]:
    """Every call in the code by the name of what is called, with the function that it is in."""
    found: dict[str, list[tuple[Function, ast.Call]]] = {}
    for function in (function for same in functions().values() for function in same):
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                found.setdefault(called(node), []).append((function, node))
    return found


@cache
def functions() -> dict[str, list[Function]]:
    """Every function of the code by its name."""
    found: dict[str, list[Function]] = {}
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.setdefault(node.name, []).append(node)
    return found


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
    return frozenset(name for tree in trees().values() for name in named_in(tree)) | arguments().keys()


@cache
def arguments() -> dict[str, frozenset[str]]:
    """Reply to all the arguments that some call gives it."""
    found: dict[str, set[str]] = {}
    for speaker, position in SPEAKERS.items():
        for function, node in calls().get(speaker, []):
            values = {keyword.arg for keyword in node.keywords if keyword.arg} - NOT_VALUES
            given = next((k.value for k in node.keywords if k.arg == "response"), None)
            response = given or (node.args[position] if len(node.args) > position else None)
            for name in _replies_of(function, response):
                found.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in found.items()}


def _replies_of(function: Function, response: ast.AST | None) -> set[str]:
    """Replies that an expression inside a function stands for, through names, calls and suffixes."""
    if isinstance(response, ast.Call):
        return set().union(*(named_in(found) for found in functions().get(called(response), [])), set())
    if isinstance(response, ast.Name):
        return _assigned(function, response.id) or _passed(function)
    if isinstance(response, ast.BinOp):
        bases = _replies_of(function, response.left)
        suffixes = {
            part.value
            for part in ast.walk(function)
            if isinstance(part, ast.Constant) and str(part.value).startswith("_")
        }
        known = {reply.name for reply in replies()}
        return bases | {base + suffix for base in bases for suffix in suffixes if base + suffix in known}
    return named_in(response)


def _assigned(function: Function, name: str) -> set[str]:
    """Replies that a local name is given in a function."""
    return set().union(
        *(
            named_in(node.value)
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
        ),
        set(),
    )


def _passed(function: Function) -> set[str]:
    """Replies that callers pass to a function, and its defaults."""
    found = set().union(*(named_in(default) for default in function.args.defaults), set())
    for _, node in calls().get(function.name, []):
        found |= set().union(*(named_in(part) for part in [*node.args, *(k.value for k in node.keywords)]), set())
    return found


@cache
def phrase_calls() -> tuple[PhraseCall, ...]:
    """Every use of a phrase."""
    return tuple(
        PhraseCall(_text(node.args[0]), _text(node.args[1]), frozenset(k.arg for k in node.keywords if k.arg))
        for _, node in calls().get("phrase", [])
        if len(node.args) >= 2
    )


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) else None
