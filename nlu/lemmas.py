"""Dictionary forms of words, from the tables of spacy-lookups-data: "brisées" and "brise" are "briser".

Only read at training; the model keeps the part of the tables that its own words need.
"""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy_lookups_data
import srsly

from nlu.text import plain

_FOLDER = Path(spacy_lookups_data.__file__).parent / "data"
LANGUAGES = ("fr", "en")


def lemma_table(words: Iterable[str]) -> dict[str, str]:
    """Plain form -> plain lemma, for all forms of the lemmas of `words` (lower case, without accents)."""
    words = set(words)
    table: dict[str, str] = {}
    for language in LANGUAGES:
        forms = _forms(language)
        wanted = {forms.get(word, word) for word in words}
        for form, lemma in forms.items():
            if lemma in wanted and form != lemma:
                table.setdefault(form, lemma)
    return table


def _forms(language: str) -> dict[str, str]:
    raw = srsly.read_gzip_json(_FOLDER / f"{language}_lemma_lookup.json.gz")
    forms: dict[str, str] = {}
    for form, lemma in raw.items():
        forms.setdefault(plain(form), plain(lemma[0] if isinstance(lemma, list) else lemma))
    return forms
