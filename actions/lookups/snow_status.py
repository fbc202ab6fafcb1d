"""Snow removal at an address."""
from __future__ import annotations

from typing import Any

from actions.city_types import Snow
from actions.lookup import Lookup
from actions.turn import Turn
from cities.formats import moment_text, span_text


class ActionSnowStatus(Lookup):
    """State of the street and of the sidewalk, what is planned, and how fresh this is."""

    topic = "snow_status"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        address = await self.address(turn)
        if address is None:
            return False
        snow = await turn.city.snow(address["id"])
        sidewalk = snow.sidewalk and turn.phrase("sidewalk", snow.sidewalk)
        turn.say("utter_snow_status", street=snow.street, state=turn.phrase("snow", snow.state), sidewalk=sidewalk,
                 planned=_planned(turn, snow), updated=_moment(turn, snow.updated_at))
        return True


def _moment(turn: Turn, moment: Any) -> str:
    return moment_text(moment.astimezone(turn.profile.timezone), turn.language)


def _planned(turn: Turn, snow: Snow) -> str | None:
    if snow.planned_start and snow.planned_end:
        zone = turn.profile.timezone
        return span_text(snow.planned_start.astimezone(zone), snow.planned_end.astimezone(zone), turn.language)
    return _moment(turn, snow.planned_start) if snow.planned_start else None
