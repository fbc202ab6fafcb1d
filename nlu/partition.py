"""Chooses how to cut a message into requests, from the rankings of all its possible parts."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import inf, log
from typing import Any

from nlu.back_reference import refers_back
from nlu.costs import Costs
from nlu.negation import unwanted

COURTESY = {"greet", "goodbye", "thanks", "affirm", "deny", "inform", "insult"}
NEVER_A_PART = {"out_of_scope", "cancel", "emergency"}
SELDOM_A_PART = {"other_city_matter", "help_topics", "bot_identity"}
_STOP = re.compile(r"[.?!;\n]\s*$")

Ranked = tuple[int, int, list[dict[str, Any]]]


def partition(text: str, spans: Sequence[Ranked], costs: Costs) -> list[Ranked]:
    """The requests in `text`, in order: the whole message, or two or three parts of different topics.

    Parts that only greet or thank, or say what is not wanted, are left out.

    Args:
        text: the message.
        spans: (start, end, ranking) of the whole message first, then of every run of neighbouring pieces.
        costs: thresholds of a part.
    """
    whole, ranked = spans[0], {span[:2]: span for span in spans}
    best, likelihood = [whole], log(max(whole[2][0]["confidence"], 1e-3))
    clear = whole[2][0]["confidence"] >= costs.split["whole"]
    least = -inf
    for parts in _cuttings(sorted({start for start, _ in ranked}), len(text), int(costs.split["most"])):
        stops = all(_STOP.search(text[:start]) for start, _ in parts[1:])
        needed = _needed(costs.split, clear, stops)
        requests = _requests(text, [ranked[part] for part in parts], needed)
        if not requests or (len(requests) > 1 and clear and _topic(whole) not in map(_topic, requests)):
            continue
        found = sum(log(request[2][0]["confidence"]) for request in requests) / len(requests)
        if found >= max(least, likelihood - needed["loss"]):
            best, least = requests, found
    return best


def _needed(split: dict[str, float], clear: bool, stops: bool) -> dict[str, float]:
    """Thresholds of one cutting: sentences that end are more likely requests of their own than what follows "and"."""
    part = split["part" if clear else "part_of_unclear"]
    if stops:
        return {**split, "part": min(part, split["sentence"]), "loss": split["loss_of_sentences"], "words": 2}
    return {**split, "part": part}


def _cuttings(starts: list[int], end: int, most: int) -> Iterator[list[tuple[int, int]]]:
    for count in range(1, most):
        for inner in combinations(starts[1:], count):
            bounds = [0, *inner, end]
            yield list(zip(bounds, bounds[1:]))


def _requests(text: str, parts: Sequence[Ranked], needed: dict[str, float]) -> list[Ranked]:
    """Parts that are requests, or nothing when the cutting does not hold."""
    left_out = unwanted([text[start:end] for start, end, _ in parts])
    wanted = [part for part, out in zip(parts, left_out) if not out]
    requests = [part for part in wanted if _topic(part) not in COURTESY]
    topics = [_topic(part) for part in requests]
    denies = len(wanted) < len(parts)
    clear = all(part[2][0]["confidence"] >= needed["denied" if denies else "part"] for part in wanted)
    if denies:
        return requests if clear and len(requests) == 1 else []
    if any(refers_back(text[part[0]:part[1]], _topic(part)) for part in requests[1:]):
        return []
    long = all(len(text[start:end].split()) >= needed["words"] for start, end, _ in requests)
    different = len(set(topics)) == len(topics) >= 2 and not set(topics) & NEVER_A_PART
    seldom = [part for part in requests if _topic(part) in SELDOM_A_PART]
    certain = all(part[2][0]["confidence"] >= needed["seldom"] for part in seldom)
    return requests if clear and long and different and certain else []


def _topic(part: Ranked) -> str:
    return part[2][0]["name"]
