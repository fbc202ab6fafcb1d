"""The desk's two threads in a web process: one sends, one does the chores."""

import threading

from desk import config, housekeeping, outbox


def start() -> None:
    """Starts both, when this installation has a desk. Raises DeskMisconfigured when a setting is missing."""
    if not config.configured():
        return
    config.settings()
    for name, target in (("desk-outbox", outbox.run_for_ever), ("desk-housekeeping", housekeeping.run_for_ever)):
        threading.Thread(target=target, name=name, daemon=True).start()
