"""Removes costs from each message of Rasa 3.6.21 without changing what it does (figures in bench/).

- `action_calls`: one connection kept to the action server, no archive of the conversation in each call, the answer's
  schema compiled once.
- `appended_events`: the schema of events that come over HTTP, from the desk, compiled once.
- `graph`: the graph of components is planned once, not three times a message.
- `processing`: no copies for log lines that are not written, no search for slots that only actions set.
- `trackers`: event types are looked up, not searched; a copy of a tracker copies its state instead of replaying it.
"""
from __future__ import annotations

import rasa

from runtime.speed import action_calls, appended_events, graph, processing, trackers

FITS = "3.6.21"
_applied = False


class WrongRasaVersion(RuntimeError):
    """The installed Rasa is not the one that these changes were written for."""


def apply() -> None:
    """Applies the changes once.

    Raises:
        WrongRasaVersion: with any other Rasa, whose code must be read again first.
    """
    global _applied
    if rasa.__version__ != FITS:
        raise WrongRasaVersion(f"runtime/speed was written for Rasa {FITS}, but {rasa.__version__} is installed")
    if _applied:
        return
    for changes in (action_calls, appended_events, graph, processing, trackers):
        changes.apply()
    _applied = True
