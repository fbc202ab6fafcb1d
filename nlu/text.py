"""The plain form of a text, in which patterns and comparisons are written."""
from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Lower case, without accents, with straight apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
