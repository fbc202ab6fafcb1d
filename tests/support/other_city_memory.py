"""What was written to the other city since its start, and how it behaves."""

from __future__ import annotations

import threading
from typing import Any


class Refused(Exception):
    """An answer other than 200: status and body."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status, self.body = status, body


class Memory:
    """What was written since the start, and how the server behaves."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.mode = "up"
        self.requests: list[dict[str, Any]] = []
        self.appointments: dict[str, dict[str, Any]] = {}
        self.by_key: dict[str, Any] = {}
        self.taken: set[str] = set()


memory = Memory()
