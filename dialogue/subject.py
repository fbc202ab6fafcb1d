"""« gros trou au 145 rue des Tilleuls » is about the hole: a subject beside an address wins over the bare address."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogue.followup import PIECES
from nlu.text import plain

LEAST, AHEAD = 0.08, 3   # a topic's share, and how many times the next one's, from which it is the subject
BOTH = 0.10              # share of each of two topics that a message joins
BARE = 0.85              # share of the bare address from which nothing else is looked for
_AND = re.compile(r"\b(?:et|pis|puis|and|plus|aussi|also)\b|[,;+&/]")
_AROUND = frozenset(re.findall(r"\S+", """
    a au aux le la les l de du des d c est cest mon ma mes notre adresse j je habite jhabite reste demeure vis chez moi nous
    my our address is i i'm im we live at on in it s its the oui non ok svp stp please merci bonjour bonsoir salut allo
    hello hi app apt appartement unit porte qc quebec canada ici here rue pour for
"""))
_NAMED_BY = {"stream": "collection_schedule"}   # a bin's name and an address ask when it goes out


def named(request: Mapping[str, Any]) -> dict[str, Any]:
    """The request, sure of its subject when an address hid it; as it is otherwise."""
    ranking = request.get("ranking") or []
    if not any(r["name"] == "inform" for r in ranking) or not _has_subject(request):
        return dict(request)
    sure = request.get("decision") == "sure"
    if sure and (request.get("topic") != "inform" or request.get("confidence", 0.0) > BARE):
        return dict(request)
    others = [r for r in ranking if r["name"] != "inform"]
    best = others[0]["confidence"] if others else 0.0
    second = others[1]["confidence"] if len(others) > 1 else 0.0
    if best >= LEAST and best >= AHEAD * second:
        return {**request, "topic": others[0]["name"], "decision": "sure", "ranking": others}
    by_entity = next((_NAMED_BY[e["entity"]] for e in request.get("entities") or [] if e["entity"] in _NAMED_BY), None)
    if by_entity:
        return {**request, "topic": by_entity, "decision": "sure"}
    return {**request, "decision": "torn", "ranking": others} if best >= LEAST else dict(request)


def joined(request: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Both topics of a message that was not cut, when it joins two and holds a piece of each; else the request alone."""
    two = (request.get("ranking") or [])[:2]
    if request.get("decision") != "torn" or len(two) < 2 or not _AND.search(plain(request.get("text") or "")):
        return [dict(request)]
    kinds = {entity["entity"] for entity in request.get("entities") or []}
    first, second = (PIECES.get(one["name"], set()) & kinds for one in two)
    if min(one["confidence"] for one in two) < BOTH or not first - second or not second - first:
        return [dict(request)]
    return [{**request, "topic": one["name"], "confidence": one["confidence"], "decision": "sure"} for one in two]


def _has_subject(request: Mapping[str, Any]) -> bool:
    """Whether words of the message are neither its address nor what comes around one."""
    text = request.get("text") or ""
    addresses = [e for e in request.get("entities") or [] if e["entity"] == "address"]
    for entity in addresses:
        text = text.replace(str(entity["value"]), " ")
    words = [word for word in re.findall(r"[^\W\d_]\w*", plain(text)) if word not in _AROUND and len(word) > 1]
    return bool(addresses) and any(not re.search(r"\d", word) for word in words)
