"""All figures of one trained model on the independent set."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from tools.evaluation import sets
from tools.evaluation.entity_scores import entity_scores
from tools.evaluation.outcomes import Outcome, outcome, share

Parse = Callable[[str], dict[str, Any]]


@dataclass
class Measured:
    """Named figures (shares between 0 and 1) with the number of cases behind each, and what they were counted from."""

    figures: dict[str, tuple[float, int]]
    singles: list[Outcome]
    near: list[Outcome]
    listed: list[Outcome]
    entities: dict[str, dict[str, float]]


def measure(parse: Parse) -> Measured:
    """Parses the whole independent set."""
    singles = [outcome(case, parse(case.text)) for case in sets.single()]
    near = [outcome(case, parse(case.text)) for case in sets.near_misses()]
    multi = [outcome(case, parse(case.text)) for case in sets.listed("multi")]
    negations = [outcome(case, parse(case.text)) for case in sets.listed("negations")]
    language = sets.listed("language")
    detected = [parse(case.text)["language"]["name"] == case.extra["language"] for case in language]
    tagged = sets.listed("entities")
    entities = entity_scores(tagged, [parse(case.text) for case in tagged])
    figures = _by_style(singles) | _near(near) | _requests(multi, negations, singles)
    long = [right for case, right in zip(language, detected) if len(case.text.split()) >= 4]
    figures["language of four words or more"] = (sum(long) / len(long), len(long))
    for kind in ("exact", "overlap"):
        figures[f"entities {kind}"] = (entities["all"][kind], int(entities["all"]["expected"]))
    return Measured(figures, singles, near, multi + negations, entities)


def times(milliseconds: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return median(milliseconds), quantiles(milliseconds, n=20)[-1]


def _by_style(outcomes: list[Outcome]) -> dict[str, tuple[float, int]]:
    figures = {}
    for style in (*sets.STYLES, "all"):
        chosen = [o for o in outcomes if style in ("all", o.case.style)]
        answered = sum(o.answered for o in chosen)
        figures[f"{style} right among answered"] = (share(chosen, lambda o: o.right, lambda o: o.answered), answered)
        figures[f"{style} answered"] = (answered / len(chosen), len(chosen))
        figures[f"{style} not wrong"] = (1 - share(chosen, lambda o: o.wrong), len(chosen))
        figures[f"{style} not costly"] = (1 - share(chosen, lambda o: o.costly), len(chosen))
    return figures


def _near(outcomes: list[Outcome]) -> dict[str, tuple[float, int]]:
    figures = {}
    for style in ("near_fr", "near_en"):
        chosen = [o for o in outcomes if o.case.style == style]
        figures[f"{style} kept"] = (share(chosen, lambda o: o.kept), len(chosen))
    return figures | {"near kept": (share(outcomes, lambda o: o.kept), len(outcomes))}


def _requests(multi: list[Outcome], negations: list[Outcome], singles: list[Outcome]) -> dict[str, tuple[float, int]]:
    several = [o for o in multi if len(o.case.expected) > 1]
    one = [o for o in multi if len(o.case.expected) == 1]
    outside = [o for o in singles if o.case.expected[0] in ("out_of_scope", "other_city_matter")]
    return {
        "several requests, all found in order": (share(several, lambda o: o.right), len(several)),
        "one request, not cut": (share(one, lambda o: len(o.topics) == 1), len(one)),
        "one topic, not cut": (share(singles, lambda o: len(o.topics) == 1), len(singles)),
        "negations not wrong": (1 - share(negations, lambda o: o.wrong), len(negations)),
        "negations right among answered": (share(negations, lambda o: o.right, lambda o: o.answered),
                                           sum(o.answered for o in negations)),
        "out of scope kept": (share(outside, lambda o: o.kept), len(outside)),
    }
