"""What a citizen says of themselves and of the meeting: name, subject, and corrections of them at any point."""
from __future__ import annotations

import re
from typing import Any

from actions.consent import says_no, says_yes
from actions.lookups.permit_requirements import names_project
from actions.request_form import contact_of
from nlu.text import plain

LONGEST = 200
_ASIDE = (r"(?:(?:oui|ok|non|nan|no|nope|yes|euh|bonjour|attend[sz]?|wait|sorry|pardon|oups|oops|en fait|actually|plut[oô]t|"
          r"finalement)[\s,.:!]+)*")
_NAME_IS = (r"(?:(?:mon|le|my|the)\s+(?:full\s+|vrai\s+)?(?:nom|name)(?:\s+complet)?\s*(?:est|c'est|is|:)?|"
            r"(?:nom|name)\s*(?:est|c'est|is|:)|je m'appelle|je me nomme|"
            r"(?:r[ée]serve[rz]?|book it|mettez|put it)\s+(?:au nom de|under)|au nom de|under(?:\s+the name(?:\s+of)?)?)")
_NAME = re.compile(rf"^{_ASIDE}{_NAME_IS}\s*", re.IGNORECASE)
_SAYS_NAME = re.compile(rf"^{_ASIDE}{_NAME_IS}\s+\S", re.IGNORECASE)
_LEAD = re.compile(rf"^{_ASIDE}(?:(?:moi,?\s+)?c'est|i'?m|i am|it'?s|it is|this is|ici|au|pour|for)\s+", re.IGNORECASE)
_SUBJECT_IS = re.compile(
    rf"^{_ASIDE}(?:(?:c'est|it'?s|it is|ce sera|plut[oô]t)\s+(?:plut[oô]t\s+)?(?:pour|for|about|au sujet de)|pour|for|"
    rf"(?:le |mon |the |my )?(?:sujet|subject)\s*(?:est|c'est|is|:)?)\s+", re.IGNORECASE)
_TAIL = re.compile(r"[\s,]+(?:finalement|svp|s'il vous pla[iî]t|please|merci|thanks|instead|actually|plut[oô]t)[\s.!]*$",
                   re.IGNORECASE)
_CONTACT = re.compile(r"\S+@\S+|\+?1?[\s.-]?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}")


def name_of(text: str) -> str | None:
    """The name that an answer gives, without the words around it; None when there is none in it."""
    said = _CONTACT.sub(" ", text.replace("’", "'")).strip()
    named = _LEAD.sub("", _NAME.sub("", said)) or ""
    named = _TAIL.sub("", " ".join(named.split())).strip(" .,;:!?")[:LONGEST]
    letters = re.findall(r"[^\W\d_]", named)
    return named if len(letters) > 1 and not says_yes(text) and not says_no(text) else None


def corrected(data: dict[str, Any], text: str) -> bool:
    """Changes the contact, the name or the subject that a message corrects (« non, mon nom c'est … »)."""
    said = text.replace("’", "'")
    if _SAYS_NAME.search(said) and name_of(said):
        data["name"] = name_of(said)
    elif contact_of(text):
        data["contact"] = contact_of(text)
    elif _SUBJECT_IS.search(said) and (names_project(text) or re.search(r"\bsu[bj]", plain(text))):
        data["subject"] = _TAIL.sub("", _SUBJECT_IS.sub("", said)).strip(" .!")[:LONGEST]
    else:
        return False
    return True
