"""Numbers written in words, in French and English."""
from __future__ import annotations

import re

from nlu.text import plain

_SMALL = {
    "zero": 0, "aucun": 0, "aucune": 0, "none": 0, "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3,
    "quatre": 4, "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9,
    "nine": 9, "dix": 10, "ten": 10, "onze": 11, "eleven": 11, "douze": 12, "twelve": 12, "treize": 13, "thirteen": 13,
    "quatorze": 14, "fourteen": 14, "quinze": 15, "fifteen": 15, "seize": 16, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "vingt": 20, "vingts": 20, "twenty": 20, "trente": 30, "thirty": 30, "quarante": 40,
    "forty": 40, "cinquante": 50, "fifty": 50, "soixante": 60, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
_TIMES = {"couple": 2, "douzaine": 12, "dozen": 12, "cent": 100, "cents": 100, "hundred": 100, "mille": 1000,
          "thousand": 1000}
_ARTICLES = {"un", "une", "one", "a"}   # also plain articles: « un bon bout de temps »
_JOINTS = {"et", "and"}
_WORD = re.compile(r"[^\W\d_]+")
ALONE = 4          # words of an answer in which « un » is a number
COUNT = r"\d{1,3}|[^\W\d_]+(?:[- ](?:et[- ])?[^\W\d_]+)?"   # a number in figures or in words, to be read by count()


def in_words(text: str) -> int | None:
    """The first number that a text tells in words, or None."""
    words = _WORD.findall(plain(text))
    for start, word in enumerate(words):
        if word not in _SMALL and word not in _TIMES:
            continue
        end = start + 1
        while end < len(words) and _goes_on(words, end):
            end += 1
        run = words[start:end]
        if run == [word] and word in _ARTICLES and len(words) > ALONE:
            continue
        return _value(run)
    return None


def count(text: str) -> int | None:
    """A number in figures or in words; "a" is one, « quelques » three."""
    said = plain(text).strip()
    if said.isdecimal():
        return int(said)
    if said in ("a", "an"):
        return 1
    return 3 if said in ("quelques", "few", "a few", "several", "plusieurs") else in_words(said)


def _goes_on(words: list[str], at: int) -> bool:
    if words[at] in _JOINTS:
        return at + 1 < len(words) and words[at + 1] in _SMALL and _SMALL[words[at + 1]] > 0 and words[at - 1] not in _ARTICLES
    return words[at] in _TIMES or (words[at] in _SMALL and words[at - 1] not in _ARTICLES)


def _value(run: list[str]) -> int:
    total, present = 0, 0
    for word in run:
        if word in _TIMES:
            present = max(1, present) * _TIMES[word]
            if _TIMES[word] == 1000:
                total, present = total + present, 0
        elif word in ("vingt", "vingts") and present % 100 == 4:
            present += 76          # quatre-vingts
        else:
            present += _SMALL.get(word, 0)
    return total + present
