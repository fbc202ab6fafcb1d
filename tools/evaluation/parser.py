"""Parses messages with a trained Rasa model, as the server does, and times it."""
from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from time import process_time
from typing import Any

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from tools.evaluation.sets import ROOT


def latest_model(folder: Path = ROOT / "models") -> Path:
    """The newest model of a folder. Raises FileNotFoundError when there is none."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise FileNotFoundError(f"{folder}: no model; run `rasa train` first")
    return models[-1]


class Parser:
    """Calls the model; `times` collects the milliseconds of processor time of each call."""

    def __init__(self, model: Path) -> None:
        configure_structlog(logging.WARNING)   # at DEBUG, the level without it, Rasa logs every text
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()
        self.times: list[float] = []

    def __call__(self, text: str) -> dict[str, Any]:
        """Parse data of one message."""
        start = process_time()
        parsed = self._loop.run_until_complete(self._agent.parse_message(text))
        self.times.append(1000 * (process_time() - start))
        return parsed
