"""Replies filled with values: no sentence with a hole in it. Light, so that any process may use it."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLACEHOLDER = re.compile(r"{(\w+)}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«•{\d])")


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Text with its placeholders replaced; a sentence whose value is missing is left out.

    Args:
        text: reply with `{name}` placeholders; braces in values are never read as placeholders.
        values: by name; None or "" means that there is nothing to say.
    """
    lines = []
    for line in text.split("\n"):
        kept = [_replace(part, values) for part in _SENTENCE.split(line) if _complete(part, values)]
        if kept or not line.strip():
            lines.append(" ".join(kept))
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(?<=[^.])\.\.(?!\.)", ".", whole)   # a value that ends with its own full stop


def _complete(part: str, values: Mapping[str, Any]) -> bool:
    return all(values.get(name) not in (None, "") for name in _PLACEHOLDER.findall(part))


def _replace(part: str, values: Mapping[str, Any]) -> str:
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), part)
