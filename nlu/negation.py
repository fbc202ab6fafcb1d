"""Recognises the part of a message that says what is not wanted: "pas le recyclage, les vidanges"."""
from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.text import plain

_OPENING = r"^\W*(?:(?:non|no|nope|mais|but|bon|ben|well|sorry|desole)\b\W*)*"
_NEGATED = re.compile(
    _OPENING + r"(?:"
    r"pas (?!de reponse|d.?eau|encore|moyen|rapport|recu|passe)(?:un|une|le|la|les|l.|du|des|de|d.|mon|ma|mes|besoin|question|pour|ca)\b"
    r"|(?:c.?est|ce n.?est|s.?t|y.?est) pas (?:un|une|le|la|les|l.|pour|que|des|du|ca|mon|ma)\b"
    r"|(?:je|j.|moi je)\s?(?:ne |n.)?(?:veux|veut|voulais|cherche|demande|demandais|parle|parlais|me plains|ai) (?:pas|plus|pu)\b(?! (?:recu|d.?eau|acces))"
    r"|(?:oubliez|oublie|laissez faire|laisse faire|peu importe|forget|never ?mind|ignore)\b"
    r"|.{0,40}\b(?:je (?:l.|les |la |le )?(?:ai|sais|connais) deja|je (?:le|la|les) connais|c.?est (?:deja )?(?:fait|regle|correct))\W*$"
    r"|not (?:the|a|an|about|my|for|asking)\b"
    r"|i.?(?:m| am) not (?:asking|complaining|looking|talking|trying)\b"
    r"|i (?:do ?n.?t|did ?n.?t) (?:want|need|mean|ask|care)\b"
    r"|(?:it|this|that).?s not (?:a|an|the|about|for|my)\b|it is ?n.?t (?:a|an|the|about|my)\b"
    r"|i already (?:have|know|got|paid|did)\b"
    r")"
)
_INSTEAD = re.compile(
    r"^\W*(?:(?:mais|but|non|no)\b\W*)?(?:(?:je|j.|i|moi je|c.?est|it.?s|i.?m)\s?(?:veux|voudrais|want|need|cherche|pense|think)?\s*)?"
    r"(?:juste|seulement|plutot|rather|just|only)\b|\bc.?est .{3,60} qu[e'] ?(?:je|j.?) ?(?:veux|cherche|parle|demande)\b"
)


def unwanted(parts: Sequence[str]) -> list[bool]:
    """For each part, True when it only says what the message is not about.

    "Not complaining, I just think a bench would be nice": what comes before "just" is unwanted as well.
    """
    simple = [plain(part) for part in parts]
    contrast = next((i for i, part in enumerate(simple) if i and _INSTEAD.search(part)), 0)
    return [i < contrast or bool(_NEGATED.search(part)) for i, part in enumerate(simple)]
