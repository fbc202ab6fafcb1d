"""A conversation as a text file that its citizen keeps."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from channels.texts import text
from channels.web.store import Row
from cities.current import current


def transcript(rows: list[Row], language: str) -> str:
    """Title, then what was said, with its local date and time, in the order it was said."""
    profile = current()
    title = text("transcript", language, service=profile.contact.service or profile.name, city=profile.name)
    parts = [_part(row, language) for row in rows if row.kind in ("citizen", "said")]
    return "\n\n".join([title, *parts]) + "\n"


def speaker(row: Row, language: str) -> str:
    """Who said it, as a citizen would name them."""
    if row.kind == "citizen":
        return text("you", language)
    return row.data.get("name") or text("agent" if row.data.get("from") == "agent" else "assistant", language)


def words(row: Row, language: str) -> str:
    """What was said; a shared position is told without its figures."""
    shared: dict[str, Any] = row.data.get("metadata") or {}
    return row.data["text"] or (text("shared_position", language) if "location" in shared else "")


def _part(row: Row, language: str) -> str:
    when = datetime.fromtimestamp(row.created, current().timezone).strftime("%Y-%m-%d %H:%M")
    said = f"{when}  {speaker(row, language)}{text('colon', language)}\n{words(row, language)}"
    choices = row.data.get("choices")
    return f"{said}\n{text('choices', language, choices=' | '.join(choices))}" if choices else said
