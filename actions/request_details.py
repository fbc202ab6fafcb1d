"""Details told after the first message: they join the description, whatever was asked."""
from __future__ import annotations

import re
from typing import Any

from actions.address_words import says_unknown
from actions.request_form import MAX_DESCRIPTION
from actions.turn import Turn
from nlu.text import plain

_LEAST = 3     # words of a detail
_OF_CONTACT = re.compile(
    r"@|\b(?:re|r)?appel\w*|\bjoindre\b|\bcourriel|\be-?mail|\bmail\b|\btel(?:ephone)?\b|\bphone|\bcall\b|\btext(?:o|ez|e)?\b|"
    r"\bnumero\b|\bnumber\b|\bcontact|\breach\b|\bcell|\bsuivi\b|\bfollow|\bavis|\bnotif|\breponse|\banswer|\d{3}[ .-]?\d{3}"
)
_ADDS = re.compile(
    r"^(?:(?:oui|yes|ok|mais|but|non|no|et|pis|and|svp|please)[\s,]+)*(?:(?:r?ajoute[zr]?|add|mentionne[zr]?|specifie[zr]?|"
    r"precise[zr]?|note[zr]?|mention|note)(?:-y)?(?: (?:que|qu'|aussi|that|also|the fact that))*|en plus|also|aussi|de plus|"
    r"il y a aussi|y a aussi|there is also)\b[\s,:]*"
)


def detail(turn: Turn) -> str | None:
    """What a message that answers nothing tells of the problem; None for a question, or words about reaching someone."""
    text = turn.text.strip()
    nothing = turn.choice or turn.accepts or turn.declines or says_unknown(text)
    if nothing or "?" in text or len(text.split()) < _LEAST:
        return None
    return None if _OF_CONTACT.search(plain(text)) else text


def added(turn: Turn) -> str | None:
    """What the citizen asks to add to the description (« ajoutez que c'est devant l'école »)."""
    text = turn.text.strip()
    match = _ADDS.match(plain(text)) if len(plain(text)) == len(text) else None
    return text[match.end():].strip() or None if match and len(text.split()) >= _LEAST else None


def add(data: dict[str, Any], text: str) -> None:
    """Joins a detail to the description."""
    before = (data.get("description") or "").rstrip()
    end = "" if not before or before[-1] in ".!?…" else "."
    data["description"] = f"{before}{end}\n{text}".strip()[:MAX_DESCRIPTION]
