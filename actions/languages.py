"""Messages in a language that is neither of ours, told from misspelt French and English."""
from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SURE, WORDS = 0.995, 4
OTHERS = [
    "es", "pt", "it", "ar", "zh", "ru", "uk", "ro", "vi", "fa", "ht", "de", "pl", "el", "hi", "bn", "pa", "ta", "tl",
]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["fr", "en", *OTHERS])
    return identifier


def third_language(text: str) -> bool:
    """Whether a message of four words or more is surely in none of the two languages."""
    name, confidence = _identifier().classify(text)
    long_enough = len(text.split()) >= WORDS or not text.isascii()
    return name in OTHERS and confidence >= SURE and long_enough
