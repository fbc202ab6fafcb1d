"""Places as citizens tell them without an address: a corner, a landmark, home, the same one, or nothing."""
from __future__ import annotations

import re

HOME = re.compile(
    r"\b(?:chez (?:nous|moi|nou)|"
    r"(?:devant|en avant|en face|proche|pres|a cote) (?:de )?(?:la|ma|notre) (?:maison|porte|cour|entree)|"
    r"(?:in front of|near|outside|by) (?:my|our) (?:house|place|home|door|driveway)|"
    r"at home|my house|ma rue|my street)\b"
)
# An intersection is in no list of addresses: the crew gets the words.
CORNER = re.compile(
    r"\b(?:(?:au |à l['’])?(?:coin|intersection|angle|croisement)|(?:at the )?(?:corner|intersection) of)\b[^.?!;\n]{4,}|"
    r"\b(?:at|on|sur) (?-i:[A-Z])[\w'-]+ (?:and|&|et) (?-i:[A-Z])[\w'-]+", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:entre|between)\s[^.?!;\n]{3,}?\s(?:et|and)\s[^.?!;\n]{3,}", re.IGNORECASE)
LANDMARK = re.compile(
    r"\b(?:devant|derriere|en face|en arriere|en avant|pres|proche|a cote|entre|sous|dans le parc|parc|ecole|eglise|pont|"
    r"stationnement|piste|arret|viaduc|behind|in front|near|next to|beside|across|under|between|park|school|church|bridge|"
    r"parking|bike path|stop)\b")
SAME = re.compile(r"^(?:oui )?(?:(?:a|au|c'est|it'?s|at) )*(?:la |le |the )?(?:meme|same)"
                  r"(?: adresse| place| endroit| address| one)?\W*$")
LONGEST = 120   # characters of a place in the citizen's own words


def landmark_in(text: str) -> str | None:
    """An intersection told in the citizen's words, from there to the end of the sentence."""
    found = CORNER.search(text)
    return found.group().strip(" ,")[:LONGEST] if found else None
