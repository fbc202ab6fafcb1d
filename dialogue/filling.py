"""Replies filled with values: no sentence with a hole in it. Light, so that any process may use it."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLACEHOLDER = re.compile(r"{(\w+)}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«•{\d])")
_ENTRY = re.compile(r"\s*(?:•.*|{\w+})")      # a line of a list, or a placeholder that is one
_TIED = re.compile(r"(?<=[^\s:]) (?=[:»](?:\s|$|[.,;!?)])|[%$](?![\w{]))|(?<=«) (?=\S)")
NO_BREAK = "\u00a0"


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Text with its placeholders replaced; a sentence whose value is missing is left out.

    Args:
        text: reply with `{name}` placeholders; braces in values are never read as placeholders.
        values: by name; None or "" means that there is nothing to say.
    """
    lines = text.split("\n")
    kept = [_kept(line, values) for line in lines]
    for index, line in enumerate(kept):
        if line and line[-1].rstrip().endswith(":") and _announces_nothing(lines[index + 1:], kept[index + 1:]):
            line.pop()
    shown = [" ".join(_replace(part, values) for part in line) for line, source in zip(kept, lines) if line or not source.strip()]
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(shown)).strip()
    return re.sub(r"(?<=[^.])\.\.(?!\.)", ".", whole)   # a value that ends with its own full stop


def tied(text: str) -> str:
    """French text whose colons, %, $ and guillemets never begin or end a line alone: no-break spaces, as in Québec."""
    return _TIED.sub(NO_BREAK, text)


def _kept(line: str, values: Mapping[str, Any]) -> list[str]:
    """The sentences of a line of which all the values are there."""
    return [part for part in _SENTENCE.split(line) if part.strip() and _complete(part, values)]


def _announces_nothing(following: list[str], kept: list[list[str]]) -> bool:
    """Whether a heading is followed by a list of which no line is left."""
    entries = []
    for source, line in zip(following, kept):
        if not source.strip() and not entries:
            continue
        if not _ENTRY.fullmatch(source):
            break
        entries.append(bool(line))
    return bool(entries) and not any(entries)


def _complete(part: str, values: Mapping[str, Any]) -> bool:
    return all(values.get(name) not in (None, "") for name in _PLACEHOLDER.findall(part))


def _replace(part: str, values: Mapping[str, Any]) -> str:
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), part)
