"""Finds items of the sorting guide in French and English."""

from city_api.models import WasteItem

from .names import NameIndex
from .versions import Cached
from .words import word_set

# Said around an object, not of it.
FILLER = word_set(
    """
    ai je jai mon mes ma une vieux vieil vieille vieilles ancien ancienne use usee uses usage usagee usages brise brisee
    brises casse cassee casses vide vides plein jeter jete mettre met mets va vont ou quoi faire avec comment est ce que
    quel quelle bac disposer recycler recycle recyclable composter poubelle se debarrasser qui fonctionne plus pas dans
    old used broken empty my some do i how where what can throw away out get rid dispose recycle bin put with does go
    goes this that these and et pour for sont are it be
    """
)


def _build() -> tuple[NameIndex, dict]:
    items = {item.pk: item for item in WasteItem.objects.all()}
    phrases = [(pk, phrase) for pk, item in items.items() for phrase in _phrases(item)]
    return NameIndex(phrases, filler=FILLER), items


def _phrases(item: WasteItem) -> list[str]:
    synonyms = f"{item.synonyms_fr}|{item.synonyms_en}".split("|")
    return [phrase for phrase in (item.name_fr, item.name_en, *synonyms) if phrase.strip()]


_index = Cached("waste", _build)


def search(query: str, limit: int = 5) -> list[WasteItem]:
    """Items that match, best first; those far worse than the best are left out, all the more when it is exact."""
    index, items = _index.get()
    found = index.search(query[:200])
    margin = 0.05 if found and found[0][1] > 0.99 else 0.2
    return [items[pk] for pk, score in found if score >= found[0][1] - margin][:limit]
