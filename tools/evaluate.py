"""How well the assistant understands: `python -m tools.evaluate`.

Measures the newest model of models/ on the independent set (tests/evaluation), then cross-validates the topic model
on the training data. Ends with 1 when a figure is under tests/evaluation/baseline.yml.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.evaluation import baseline, report
from tools.evaluation.cross import cross_validate
from tools.evaluation.figures import measure, times
from tools.evaluation.parser import Parser, latest_model


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; 0, or 1 when one is too low."""
    options = _options(arguments)
    model = options.model or latest_model()
    print(f"Model {model}")
    parse = Parser(model)
    measured = measure(parse)
    report.show(measured)
    median, slow = times(parse.times)
    print(f"\nProcessor time for one message: median {median:.1f} ms, 95th percentile {slow:.1f} ms")
    if options.folds:
        report.show_cross(cross_validate(used=options.folds))
    if options.save_baseline:
        baseline.save(measured.figures)
        return 0
    failures = baseline.lower(measured.figures)
    print("\nUnder the baseline:\n  " + "\n  ".join(failures) if failures else "\nNothing is under the baseline.")
    return 1 if failures else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model archive; by default the newest of models/")
    parser.add_argument("--folds", type=int, default=5, help="how many of the five folds to run; 0 for none")
    parser.add_argument("--save-baseline", action="store_true", help="take the figures as the new baseline")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
