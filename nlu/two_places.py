"""Two problems at two addresses in one message are two requests, even where the whole seems clear."""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nlu.partition import COURTESY, NEVER_A_PART, Ranked

_CIVIC = re.compile(r"\d{1,5}\D*[^\W\d_]{3}")
LEAST = 0.4     # confidence of each part
REPORT = "report_"


def by_place(text: str, spans: Sequence[Ranked], entities: Sequence[dict[str, Any]]) -> list[Ranked]:
    """The two parts that have an address and a topic of their own; [] when there are no such parts.

    Args:
        text: the message.
        spans: (start, end, ranking) of the whole message first, then of every run of neighbouring pieces.
        entities: of the whole message.
    """
    places = [e for e in entities if e["entity"] == "address" and _CIVIC.search(str(e["value"]))]
    if len({str(e["value"]).lower() for e in places}) != 2:
        return []
    ranked = {span[:2]: span for span in spans}
    cuts = [(ranked[(0, start)], ranked[(start, end)]) for start, end in ranked
            if end == len(text) and start and (0, start) in ranked]
    fitting = [parts for parts in cuts if all(_complete(part, places) for part in parts) and _apart(*parts)]
    return list(max(fitting, key=lambda parts: sum(part[2][0]["confidence"] for part in parts))) if fitting else []


def _complete(part: Ranked, places: Sequence[dict[str, Any]]) -> bool:
    """Whether a part has one address and says what is there."""
    start, end, ranking = part
    best = ranking[0]
    own = [e for e in places if start <= e["start"] < end]
    return len(own) == 1 and best["name"] not in COURTESY | NEVER_A_PART and best["confidence"] >= LEAST


def _apart(first: Ranked, second: Ranked) -> bool:
    """Whether the parts may be two: of two topics, or two reports (a question about two addresses stays one)."""
    topic, other = first[2][0]["name"], second[2][0]["name"]
    return topic != other or topic.startswith(REPORT)
