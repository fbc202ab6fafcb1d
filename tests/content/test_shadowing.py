"""An action that redefines a helper of its base breaks the words that the base says when the city is down."""

import ast

from content_library import ROOT, trees, where

BASES = {"GuichetAction": "actions/base.py", "Lookup": "actions/lookup.py"}
MEANT = {"name", "act", "answer", "topic", "run"}  # what a subclass is there to write


def classes(file: str) -> list[ast.ClassDef]:
    return [node for node in trees()[ROOT / file].body if isinstance(node, ast.ClassDef)]


def methods(node: ast.ClassDef) -> set[str]:
    return {part.name for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}


def test_no_action_redefines_a_helper_of_its_base():
    helpers = {
        name: methods(node) - MEANT for name, file in BASES.items() for node in classes(file) if node.name == name
    }
    helpers["Lookup"] |= helpers["GuichetAction"]
    assert helpers["GuichetAction"]
    hidden = [
        f"{where(file)}: {node.name}.{method}"
        for file, tree in trees().items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in helpers
        for method in sorted(methods(node) & helpers[base.id])
    ]
    assert not hidden
