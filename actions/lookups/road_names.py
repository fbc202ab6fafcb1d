"""Streets as citizens name them in a question, and the roads of an event that they mean."""
from __future__ import annotations

import re

from rapidfuzz import fuzz

from actions.city_types import Roadwork
from nlu.text import plain

_CIVIC = re.compile(r"^\s*\d{1,5}\s?[A-Za-z]?[\s,]+(?!(?:e|er|re|th|st|nd|rd)\b)")
_KIND = r"(?:rue|avenue|av|boulevard|boul|blvd|chemin|ch|montee|place|rang|route|cote|croissant|impasse|allee|autoroute|pont)"
_KIND_EN = r"(?:street|st|road|rd|avenue|ave|boulevard|blvd|drive|crescent|lane|bridge)"
_OF = r"(?:de la |de l'|des |du |de |d')"
_GENERIC = re.compile(rf"^(?:la |le |l'|the )?{_KIND}\b\.?\s*{_OF}?|^{_OF}|\s{_KIND_EN}$")
_NUMBERED = re.compile(rf"\b\d{{1,2}}(?:e|er|re|eme|ieme|th|st|nd|rd) (?:{_KIND}|{_KIND_EN})\b")
_STOP = (
    r"(?:is|are|sont|a|y|va|vont|ce|cette|cet|jusqu'a|demain|quand|when|pour|for|et|and|ou|or|au|aux|closed|open|ferme\w*|barre\w*|"
    r"bloque\w*|travaux|svp|please|today|tonight|end|ends|until|on|in|at|sur|dans|the|le|la|les|du|of|ma|mon|my|your|this|that|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w{2,6}day|est (?:ferme|barre|bloque|ouvert|dega|a |en |tu)\w*|est\?)"
)
_WORD = rf"(?!{_STOP}(?![\w'-]))[a-z0-9][a-z0-9'-]*"
_NAME = rf"{_OF}?{_WORD}(?: {_OF}?{_WORD}){{0,3}}"
_TYPED = re.compile(rf"\b{_KIND}\.? (?P<x>{_NAME})")
_TYPED_EN = re.compile(rf"\b{_WORD}(?: {_WORD})? {_KIND_EN}(?![\w'-])")
_BARE = re.compile(rf"(?:\b(?:sur|dans|along|on|about)\b|^(?:et|pis|and)) (?:la |le |l'|the )?(?P<x>{_NAME})")
_NO_STREET = re.compile(
    r"^(?:la |le |les |l'|the |ma |mon |mes |my |notre |nos |our |votre |vos |your |toute?s? |all |any |quel\w* |which |des )*"
    r"(?:ville|rues?|routes?|chemins?|reseau|territoire|coin|quartier|secteur|bout|centre-ville|city|streets?|roads?|town|area|"
    r"neighbou?rhood|downtown|travaux|chantiers?|works?|construction|roadworks?|detours?|fermetures?|closures?)\b"
)
_SAINT = {"st": "saint", "ste": "sainte"}
LONG = 4       # letters of a word that names a street by itself
CLOSE = 86     # how much alike two words are that one is the other misspelt


def street_named(tagged: str | None, text: str) -> str | None:
    """The street that is asked about, without its civic number: the one that the words name, else the tagged one."""
    said = plain(text)
    written = text if len(said) == len(text) else said
    numbered = _NUMBERED.search(said)
    if numbered:
        return written[numbered.start():numbered.end()]
    if tagged and _NUMBERED.search(plain(tagged)):
        return tagged[_NUMBERED.search(plain(tagged)).start():]
    if tagged and re.search(r"[a-z]{3}", plain(tagged)):
        return _CIVIC.sub("", tagged).strip()
    typed = _TYPED.search(said) or _TYPED_EN.search(said)
    if typed:
        return written[typed.start():typed.end()]
    bare = _BARE.search(said)
    return written[bare.start("x"):bare.end("x")] if bare and not _NO_STREET.match(bare["x"]) else None


def known_street(text: str, events: list[Roadwork]) -> str | None:
    """The road of an event that a text names without saying that it is a street (« Principale est-tu barrée? »)."""
    said = re.findall(r"[a-z0-9]+", plain(text))
    names = [str(road.get("name") or "") for event in events for road in event.roads]
    return next((word for name in names for word in sorted(_words(name)) if len(word) > LONG and word in said), None)


def on_road(event: Roadwork, street: str) -> bool:
    """Whether an event is on a street itself."""
    if any(_same(street, str(road.get("name") or "")) for road in event.roads):
        return True
    return not event.roads and _within(street, event.headline)


def near_road(event: Roadwork, street: str) -> bool:
    """Whether a street is where an event begins or ends, or is named in what is told of it."""
    ends = [str(road.get(key) or "") for road in event.roads for key in ("from", "to")]
    told = (event.headline, event.description or "", event.detour or "")
    return any(_same(street, end) for end in ends) or any(_within(street, text) for text in told)


def nearest_names(events: list[Roadwork], street: str) -> list[Roadwork]:
    """Events on a street; those of the very same name only, when there are some (« du Lac » is not « du Lac-Vert »)."""
    mine = [e for e in events if on_road(e, street)]
    exact = [e for e in mine if any(_words(street) == _words(str(r.get("name") or "")) for r in e.roads)]
    return exact or mine


def official_name(events: list[Roadwork], street: str) -> str:
    """The name that the city gives to the one road that is meant, else the citizen's; to begin a sentence with."""
    names = {str(road["name"]) for e in events for road in e.roads if road.get("name") and _same(street, str(road["name"]))}
    name = names.pop() if len(names) == 1 else street
    return name[0].upper() + name[1:]


def _same(street: str, road: str) -> bool:
    wanted, words = _words(street), _words(road)
    return bool(wanted) and all(any(_alike(w, other) for other in words) for w in wanted)


def _within(street: str, text: str) -> bool:
    name = " ".join(re.findall(r"[a-z0-9]+", _GENERIC.sub("", plain(street)).strip()))
    kind = rf"(?:{_KIND}\b ?(?:de la|de l|des|du|de|d)? ?)" if len(name) < 5 else ""
    return bool(name) and bool(re.search(rf"\b{kind}{re.escape(name)}\b", " ".join(re.findall(r"[a-z0-9]+", plain(text)))))


def _words(street: str) -> set[str]:
    bare = _GENERIC.sub("", plain(street).strip(" ?!.,")).strip()
    whole = bare or plain(street)
    words = (_SAINT.get(word, word) for word in re.findall(r"[a-z0-9]+", whole))
    return set(words) - {"de", "du", "des", "la", "le", "les", "l", "d"}


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= CLOSE)
