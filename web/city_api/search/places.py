"""Finds facilities and transit stops by name or code."""

from city_api.models import Facility, Stop

from .names import NameIndex
from .text import fold
from .versions import Cached
from .words import GENERIC, SHORT, word_set

EXPAND = {word: name for word, name in GENERIC.items() if len(word) > 1} | SHORT
STOP_FILLER = word_set("arret stop station bus autobus coin angle corner intersection et and de a vers")


def _build_facilities() -> NameIndex:
    rows = Facility.objects.values_list("pk", "name_fr", "name_en", "address")
    return NameIndex(((pk, text) for pk, *texts in rows for text in texts if text), expand=SHORT, recall=0.35)


def _build_stops() -> tuple[NameIndex, dict[str, list[str]]]:
    rows = list(Stop.objects.values_list("public_id", "code", "name", "name_en"))
    codes: dict[str, list[str]] = {}
    for key, code, _name, _english in rows:
        for text in {code, key, key.partition(":")[2]} - {""}:
            codes.setdefault(fold(text), []).append(key)
    names = ((key, text) for key, _, *texts in rows for text in dict.fromkeys(texts) if text)
    return NameIndex(names, filler=STOP_FILLER, expand=EXPAND, recall=0.25), codes


_facilities = Cached("facilities", _build_facilities)
_stops = Cached("stops", _build_stops)


def facilities(query: str) -> list[str]:
    """Identifiers of facilities, best first."""
    found = _facilities.get().search(query[:200], threshold=0.6)
    return [key for key, score in found if score >= found[0][1] - 0.2]


def stops(query: str, limit: int) -> list[str]:
    """Public identifiers of stops: those of that code, else by name, best first."""
    index, codes = _stops.get()
    exact = codes.get(fold(query.strip()).lstrip("#"), [])
    return (exact or [key for key, _ in index.search(query[:200], threshold=0.6)])[:limit]
