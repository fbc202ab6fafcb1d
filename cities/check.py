"""Checks city profiles: `python -m cities.check PATH` prints OK, or the one line to correct and exits 1."""

import sys

from cities.profile import ProfileError, load


def main(paths: list[str]) -> int:
    """Check each profile and return the exit code: 0 all good, 1 one is wrong, 2 no path given."""
    if not paths:
        print("usage: python -m cities.check PATH...", file=sys.stderr)
        return 2
    return max(_check(path) for path in paths)


def _check(path: str) -> int:
    try:
        profile = load(path)
    except ProfileError as error:
        print(error)
        return 1
    print(f"OK {path} ({profile.name})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
