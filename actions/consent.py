"""Yes and no, when the assistant has just asked: a promise must not hang on the classifier alone."""
from __future__ import annotations

import re

from nlu.text import plain

_YES = re.compile(
    r"^(?:oui+|ouais?|ouin|yes|yep|yeah|yup|sure|ok(?:ay)?|correct|exact(?:ement)?|parfait|d'?accord|dac|"
    r"certain(?:ement)?|"
    r"absolument|c'?est (?:bon|beau|ca|correct|exact)|envoye[zr]?|envoie|confirme[rz]?|je confirme|go|please do|"
    r"that'?s right|"
    r"send(?: it)?|right|vas-?y|allez-?y|c'?est tout bon|tout est (?:bon|beau))\b"
)
_NO = re.compile(
    r"^(?:non+|nan|nah|no|nope|pas (?:vraiment|du tout|besoin)|not really|jamais|aucun|negatif|skip|sans)\b"
)
_BUT = re.compile(r"\b(?:mais|sauf|par contre|but|except|however|non)\b|\d")

REFUSAL_WORDS = 5


def says_yes(text: str) -> bool:
    """Whether a short message accepts, without a reserve in it."""
    said = plain(text).strip()
    return bool(_YES.search(said)) and not _BUT.search(said) and len(said.split()) <= 8


def says_no(text: str) -> bool:
    """Whether a short message declines, and says nothing else (« non, au 312 » corrects)."""
    said = plain(text).strip()
    return bool(_NO.search(said)) and not re.search(r"\d", said) and len(said.split()) <= REFUSAL_WORDS
