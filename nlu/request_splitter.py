"""Proposes where a message could be cut into several requests.

TopicClassifier ranks all the pieces, RequestDecider chooses.
"""
from __future__ import annotations

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Stateless

MOST_PIECES = 5
_WORDS = 2
_STOP = r"[.?!;]+(?=\s|$)|\n"
_JOIN = (
    r",?\s+(?:et puis|et aussi|et en plus|et|pis? aussi|pis? en plus|[eé]?pis?|puis|ensuite|apres ca|après ça|par ailleurs|"
    r"en passant|au fait|aussi|en plus|de plus|sinon|mais avant|mais en attendant|ainsi que|"
    r"also|plus|and also|and then|and|n|by the way|btw|while you're at it|as well as|but first)\b,?\s|,?\s+[+&/]\s"
)
_CUT = re.compile(rf"(?:{_STOP}|{_JOIN}|,\s|\s\(|\s[-–—:]\s|\s?\.\.+\s?)\s*", re.IGNORECASE)
# Where nothing stands between two parts: "jveux pas un rdv jveux savoir…", "c'est pas le banc c'est la clôture".
_WISH = re.compile(
    r"\s+(?=(?:j['’]?veux|je (?:veux|voudrais)|j['’]?aimerais|i (?:want|need|just))\b)|"
    r"(?<=\S)\s+(?=c['’]?est\b(?!\s*(?:pas|quand|combien|ou|où|quoi|tu)\b))(?<!que )(?<!qui )", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:pas|not|don['’]?t)\b", re.IGNORECASE)

Span = tuple[int, int]


def pieces(text: str) -> list[Span]:
    """The smallest parts that could each be a request, in order; one when there is nothing to cut."""
    starts = [0]
    for start, end in _cuts(text):
        if len(text[starts[-1]:start].split()) >= _WORDS and len(text[end:].split()) >= _WORDS:
            starts.append(end)
    spans = list(zip(starts, [*starts[1:], len(text)]))
    return spans if len(spans) <= MOST_PIECES else _fewer(spans)


def _cuts(text: str) -> list[Span]:
    """Where a joint begins and ends, in order."""
    found = [cut.span() for cut in _CUT.finditer(text)]
    found += [cut.span() for cut in _WISH.finditer(text) if _DENIES.search(text[: cut.start()])]
    return sorted(found)


def proposals(text: str) -> list[Span]:
    """The whole text first, then every run of neighbouring pieces."""
    found = pieces(text)
    count = len(found)
    runs = [(found[i][0], found[j][1]) for i in range(count) for j in range(i, count)]
    whole = (0, len(text))
    return [whole, *(run for run in runs if run != whole)]


def _fewer(spans: list[Span]) -> list[Span]:
    """Neighbours joined, shortest first, until few enough are left."""
    spans = list(spans)
    while len(spans) > MOST_PIECES:
        sizes = [spans[i + 1][1] - spans[i][0] for i in range(len(spans) - 1)]
        at = sizes.index(min(sizes))
        spans[at:at + 2] = [(spans[at][0], spans[at + 1][1])]
    return spans


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RequestSplitter(Stateless):
    """Sets `proposed`: [(start, end)], the whole message first; not part of the output."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Proposes spans for the messages in place."""
        for message in messages:
            message.set("proposed", proposals(message.get(TEXT) or ""))
        return messages
