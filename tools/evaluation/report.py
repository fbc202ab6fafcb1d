"""Prints the figures."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tools.evaluation.cross import confused
from tools.evaluation.figures import Measured
from tools.evaluation.outcomes import Outcome, share

GOALS = {
    "fr_plain right among answered": 0.92, "fr_messy right among answered": 0.86, "en right among answered": 0.92,
    "fr_plain answered": 0.90, "fr_messy answered": 0.90, "en answered": 0.90, "all not wrong": 0.95,
    "near kept": 0.88, "language of four words or more": 0.97,
}


def show(measured: Measured, worst: int = 20) -> None:
    """The independent set."""
    print("\nIndependent set" + " " * 27 + "share  cases   goal")
    for name, (value, cases) in measured.figures.items():
        goal = GOALS.get(name)
        mark = "" if goal is None else f"  >= {goal:.2f} {'' if value >= goal else 'MISSED'}"
        print(f"  {name:38s} {value:7.1%} {cases:5d} {mark}")
    curve(measured.singles)
    topics(measured.singles, worst)
    confusions(measured.singles + measured.near, worst)
    print("\nEntity           expected  exact overlap  false")
    for name, row in measured.entities.items():
        print(f"  {name:15s} {row['expected']:7.0f} {row['exact']:7.0%} {row['overlap']:6.0%} {row['false']:6.0f}")


def curve(outcomes: Sequence[Outcome]) -> None:
    """What one threshold for all topics would give."""
    print("\nConfidence at least   answered   right among answered")
    for threshold in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        chosen = [o for o in outcomes if o.confidence >= threshold]
        print(f"  {threshold:17.1f} {len(chosen) / len(outcomes):11.1%} {share(chosen, lambda o: o.right):14.1%}")


def topics(outcomes: Sequence[Outcome], worst: int) -> None:
    """Precision and recall of answers per topic, worst first."""
    right, given, expected = Counter(), Counter(), Counter()
    for o in outcomes:
        expected[o.case.expected[0]] += 1
        for topic in o.topics if o.answered else ():
            given[topic] += 1
            right[topic] += topic == o.case.expected[0]
    rows = [(right[t] / expected[t], right[t] / given[t] if given[t] else 0.0, t) for t in expected]
    print("\nTopic                      recall  precision   (answered messages only count as recalled)")
    for recall, precision, topic in sorted(rows)[:worst]:
        print(f"  {topic:25s} {recall:6.0%} {precision:9.0%}")


def confusions(outcomes: Sequence[Outcome], worst: int) -> None:
    """Commonest wrong answers."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for o in outcomes:
        if o.wrong:
            counted["|".join(o.case.expected)]["+".join(o.topics)] += 1
    print("\nExpected                   answered as")
    for expected, found in sorted(counted.items(), key=lambda item: -sum(item[1].values()))[:worst]:
        print(f"  {expected:25s} " + ", ".join(f"{topic} {count}" for topic, count in found.most_common(5)))


def show_cross(outcomes: Sequence[Outcome]) -> None:
    """Cross-validation."""
    print("\nCross-validation            answered   right among answered   right if all answered")
    for style in ("cv_fr", "cv_en"):
        chosen = [o for o in outcomes if o.case.style == style]
        answered = [o for o in chosen if o.answered]
        print(f"  {style:25s} {len(answered) / len(chosen):8.1%} {share(answered, lambda o: o.right):16.1%} "
              f"{share(chosen, lambda o: o.right):20.1%}")
    topics(outcomes, 15)
    print("\nCommonest confusions")
    for (expected, found), count in confused(list(outcomes)):
        print(f"  {expected:25s} {found:25s} {count}")
