"""Lock store of conversations: one message of a conversation at a time."""
from __future__ import annotations

from typing import Any

from rasa.core.lock_store import InMemoryLockStore


class AtomicLockStore(InMemoryLockStore):
    """In memory, for one Rasa process."""

    def __init__(self, endpoint_config: Any = None) -> None:
        super().__init__()
