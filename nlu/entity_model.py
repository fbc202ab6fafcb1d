"""Conditional random field for entities that no list knows: addresses, items, facilities, stops, lines."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import sklearn_crfsuite
import yaml

from nlu.entity_patterns import aligned, find

ENTITIES = ("address", "item", "facility", "stop", "route", "stream", "permit_type", "date", "amount", "request_number")
PLAIN_SHARE = 0.5     # messages without entities kept, for one with: enough to learn restraint, few enough to be fast
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
WORDS = Path(__file__).parents[1] / "data/entities/address_words.yml"

Example = tuple[str, Sequence[dict[str, Any]], str]


class EntityModel:
    """Learns where entities begin and end from annotated messages."""

    def __init__(self) -> None:
        self._crf = sklearn_crfsuite.CRF(algorithm="lbfgs", c1=0.1, c2=0.05, max_iterations=60)

    def fit(self, examples: Iterable[Example]) -> EntityModel:
        """Learns from (text, entities with start and end, topic)."""
        examples = list(examples)
        annotated = [example for example in examples if example[1]]
        without = [example for example in examples if not example[1]]
        Random(7).shuffle(without)
        used = annotated + without[: int(len(annotated) * PLAIN_SHARE)]
        rows = [features(text, topic) for text, _, topic in used]
        self._crf.fit(rows, [labels(text, found) for text, found, _ in used])
        return self

    def find(self, text: str, topic: str) -> list[dict[str, Any]]:
        """Entities found in a message about `topic`: [{entity, value, start, end}], in order."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        if not spans:
            return []
        found: list[dict[str, Any]] = []
        for (start, end), label in zip(spans, self._crf.predict_single(features(text, topic))):
            entity = label[2:]
            if label.startswith("I-") and found and found[-1]["entity"] == entity and found[-1]["open"]:
                found[-1]["end"] = end
            elif entity:
                found.append({"entity": entity, "start": start, "end": end, "open": True})
            elif found:
                found[-1]["open"] = False
        return [{"entity": e["entity"], "value": text[e["start"]:e["end"]], "start": e["start"], "end": e["end"]}
                for e in found]


def labels(text: str, entities: Sequence[dict[str, Any]]) -> list[str]:
    """B-, I- and O labels of the tokens."""
    found = []
    for match in _TOKEN.finditer(text):
        inside = next((e for e in entities if e["start"] <= match.start() < e["end"]), None)
        if inside is None or inside["entity"] not in ENTITIES:
            found.append("O")
        else:
            found.append(("B-" if match.start() == inside["start"] else "I-") + inside["entity"])
    return found


def features(text: str, topic: str) -> list[dict[str, Any]]:
    """One dictionary per token: its own form and shape, its neighbours, what the patterns say of it, the topic."""
    simple = aligned(text)
    hinted = find(text)
    tokens = [_token(text, simple, match, hinted) for match in _TOKEN.finditer(text)]
    rows = []
    for i, token in enumerate(tokens):
        row = {f"0:{key}": value for key, value in token.items()}
        row |= {"topic": topic, f"topic:{token['hint']}": topic, "topic:word": f"{topic} {token['word']}"}
        for offset in (-3, -2, -1, 1, 2):
            if 0 <= i + offset < len(tokens):
                near = tokens[i + offset]
                keys = ("word", "shape", "hint", "street") if abs(offset) == 1 else ("word", "hint")
                row.update({f"{offset}:{key}": near[key] for key in keys if near[key]})
            else:
                row[f"{offset}:edge"] = True
        rows.append(row)
    return rows


def _token(text: str, simple: str, match: re.Match[str], hinted: Sequence[dict[str, Any]]) -> dict[str, Any]:
    start, end = match.span()
    word = simple[start:end]
    hint = next((h for h in hinted if h["start"] <= start < h["end"]), None)
    return {
        "word": f"<{len(word)} digits>" if word.isdigit() else word,
        "start": word[:3], "end": word[-3:],
        "shape": "9" if word.isdigit() else "X" if text[start:end].istitle() else "x" if word.isalpha() else ".",
        "joined": start > 0 and text[start - 1] in "-'’",
        "hint": (("B-" if hint["start"] == start else "I-") + hint["entity"]) if hint else "",
        "street": word in _words("street"), "little": word in _words("little"),
    }


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(yaml.safe_load(WORDS.read_text(encoding="utf-8"))[kind])
