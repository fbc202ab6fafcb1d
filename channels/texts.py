"""Sentences of the channels, from texts.yml."""
from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("texts.yml")


@cache
def _texts() -> dict[str, dict[str, str]]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def text(key: str, language: str, **values: object) -> str:
    """A sentence in `fr` or `en`, filled.

    Raises:
        KeyError: when there is no such sentence.
    """
    return _texts()[key]["en" if language == "en" else "fr"].format(**values)
