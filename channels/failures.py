"""Failures in the log: their kind and place, never their words, which may hold what a citizen wrote."""
from __future__ import annotations

import traceback
from pathlib import Path

_FRAMES = 6


def where(error: BaseException) -> str:
    """`KeyError at store.py:12 add < output.py:40 _write …`, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"
