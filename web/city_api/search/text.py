"""Brings what people type to comparable words: no case, accents, plurals or ordinals that differ."""

import re
import unicodedata

from .words import ORDINAL_WORDS

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "`": "'"})
ORDINAL = re.compile(r"^(\d+)(?:e|er|re|ere|eme|ieme|iere|nd|rd|th|st)$")
TOKEN = re.compile(r"\d+[a-z]?-\d+[a-z]?|[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without accents or ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def tokens(folded: str) -> list[str]:
    """The words and numbers of a folded text; `145-147` stays whole; ordinals become `#2`."""
    return [ordinal(token) for token in TOKEN.findall(folded)]


def ordinal(token: str) -> str:
    """`2e`, `2nd` and `deuxieme` all become `#2`; any other token stays."""
    match = ORDINAL.match(token)
    number = match.group(1) if match else ORDINAL_WORDS.get(token)
    return f"#{number}" if number else token


def stem(token: str) -> str:
    """Drop the mark of the plural, French and English: erables -> erable, journaux -> journal, batteries -> batterie.

    English words in y end like their plural: battery -> batterie.
    """
    if len(token) < 4 or not token.isalpha():
        return token
    if token.endswith("eaux"):
        return token[:-1]
    if token.endswith("aux") and len(token) > 4:
        return token[:-2] + "l"
    if token.endswith("y"):
        return token[:-1] + "ie"
    if token.endswith("ss"):
        return token
    return token[:-1] if token[-1] in "sx" else token
