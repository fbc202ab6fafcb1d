"""What all actions share: a turn, and words for the citizen whatever fails."""
from __future__ import annotations

import logging
import time
import traceback
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.city_errors import CityError, CityUnavailable
from actions.turn import Turn

logger = logging.getLogger(__name__)


class GuichetAction(Action, ABC):
    """An action named `action_<topic>`; subclasses write `act`."""

    topic: str

    def name(self) -> str:
        """Name in domain.yml."""
        return f"action_{self.topic}"

    @abstractmethod
    async def act(self, turn: Turn) -> None:
        """Speaks and remembers through `turn`. May raise a CityError, which is told to the citizen."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Called by the action server; never raises, so the citizen always gets words."""
        turn, started = Turn(dispatcher, tracker), time.monotonic()
        try:
            await self.act(turn)
        except CityError as error:
            self._tell(turn, error)
        except Exception as error:   # noqa: BLE001  Rasa would drop the events and say nothing
            _log_failure(self.name(), error)
            turn.say("utter_failure")
        logger.info("%s %.0f ms", self.name(), 1000 * (time.monotonic() - started))
        return turn.events()

    def _tell(self, turn: Turn, error: CityError) -> None:
        """The lookup ends here; what the citizen had begun stays, except the matter that cannot be answered."""
        task = turn.task(self.name())
        if task and not getattr(self, "keeps_task", False):
            turn.end(task)
        turn.say("utter_city_unavailable" if isinstance(error, CityUnavailable) else "utter_city_refused")


def _log_failure(name: str, error: Exception) -> None:
    """Type and place of a failure; never its message, which may hold what a citizen wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    logger.error("%s failed: %s at %s", name, type(error).__name__, where)
