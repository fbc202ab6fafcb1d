"""What the channel says by itself, from data/dialogue/messenger.yml, with the city's own values."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from channels import edge
from channels.texts import text
from cities.current import current_placeholders
from dialogue.nlg import fill as fill_reply

FILE = Path(__file__).parents[2] / "data/dialogue/messenger.yml"


@cache
def content() -> dict[str, Any]:
    """The file: {reactions: {kind: {fr, en}}, profile: {…}, errors: {code: {fr, en}}}."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["messenger"]


def reaction(kind: str, language: str) -> str:
    """What to answer to an attachment, an edit or a message too long, in `fr` or `en`."""
    if kind == "too_long":
        return text(kind, language, limit=edge.MAX_LENGTH)
    reactions = content()["reactions"]
    return fill(reactions.get(kind, reactions["unsupported"]), language)


def fill(texts: dict[str, str], language: str) -> str:
    """A text in a language with the city's values; a line whose value the city has not given is left out."""
    language = "en" if language == "en" else "fr"
    return fill_reply(texts[language], current_placeholders(language))
