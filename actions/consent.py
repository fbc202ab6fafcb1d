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
_BUT = re.compile(
    r"\b(?:mais|sauf|par contre|but|except|however|non|not|don'?t|pas(?! de (?:probleme|souci|trouble)s?\b)|attend\w*|"
    r"wait|annul\w*|cancel\w*|chang\w+|corrig\w+|modifi\w+|erreur|wrong)\b|\d"
)
_NO_MORE = frozenset(re.findall(r"\w+", """
    non no nope nan nah merci thanks thank you pas vraiment du tout besoin de suivi ca va aller c est beau bon correct
    okay svp s il plait vous please it that s is are fine i m good not now maintenant really je j ne n veux en ai la ce
    laisser contact coordonnees follow up need any want don t do moi pour skip sans aucun aucune jamais negatif a
"""))   # words that add nothing to a no
REFUSAL_WORDS = 8


def says_yes(text: str) -> bool:
    """Whether a short message accepts, without a reserve in it."""
    said = plain(text).strip()
    return bool(_YES.search(said)) and not _BUT.search(said) and len(said.split()) <= 8


def says_no(text: str) -> bool:
    """Whether a short message declines, and says nothing else (« non, au 312 » corrects)."""
    said = plain(text).strip()
    words = re.findall(r"\w+", said)
    return bool(_NO.search(said)) and len(words) <= REFUSAL_WORDS and set(words) <= _NO_MORE
