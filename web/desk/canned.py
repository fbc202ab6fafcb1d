"""Canned replies: searched by `/`, filled for the conversation."""

import re
import unicodedata

from cities.current import current_placeholders
from desk.models import Agent, CannedReply, Handoff
from dialogue.filling import fill

MOST = 6      # all of them in sight: the list does not scroll


def search(query: str, language: str) -> list[CannedReply]:
    """Replies that a few letters name: by shortcut first, then in the title or the text."""
    words = _plain(query).split()
    rows = list(CannedReply.objects.all())
    ranked = [(rank, row) for row in rows if (rank := _rank(row, words, language)) is not None]
    return [row for _, row in sorted(ranked, key=lambda pair: (pair[0], pair[1].shortcut))][:MOST]


def _rank(row: CannedReply, words: list[str], language: str) -> int | None:
    fields = (row.shortcut, getattr(row, f"title_{language}"), getattr(row, f"text_{language}"), row.title_fr)
    found = [_plain(field) for field in fields]
    if not words:
        return 0
    if found[0].startswith(words[0]) and len(words) == 1:
        return 0
    for rank, text in enumerate(found[1:], start=1):
        if all(re.search(rf"\b{re.escape(word)}", text) for word in words):
            return rank
    return None


def filled(row: CannedReply, language: str, agent: Agent, handoff: Handoff | None) -> str:
    """A reply with its values: the city's, the agent's name, and what this conversation holds."""
    return fill(getattr(row, f"text_{language}"), values(language, agent, handoff))


def values(language: str, agent: Agent, handoff: Handoff | None) -> dict[str, str]:
    """Values by placeholder name."""
    lines = {line.get("field"): line.get("value") for line in (handoff.summary if handoff else [])}
    return {
        **current_placeholders(language),
        "agent": agent.name,
        "address": lines.get("address") or lines.get("place"),
        "number": (handoff.number if handoff else "") or lines.get("request_number"),
    }


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
