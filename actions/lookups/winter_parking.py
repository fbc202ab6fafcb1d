"""Tonight's overnight parking ban."""
from __future__ import annotations

from datetime import date
from typing import Any

from actions.city_types import ParkingBan
from actions.dates import parse_day
from actions.lookup import Lookup, given
from actions.notices import show_notices
from actions.turn import Turn
from cities.formats import day_text, span_text


class ActionWinterParking(Lookup):
    """Whether parking on the street is allowed tonight, or on the night asked about."""

    topic = "winter_parking"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        await show_notices(turn, self.topic)
        today = turn.now.date()
        evening = parse_day(given(turn, first, "date") or turn.text, today) or today
        ban = await turn.city.parking_ban(max(evening, today), turn.language)
        turn.say(_response(ban, today), date=day_text(ban.date, turn.language), span=_span(turn, ban), note=ban.note,
                 local=turn.profile.topics.local_text(self.topic, turn.language))
        return True


def _response(ban: ParkingBan, today: date) -> str:
    if ban.banned is None and ban.date > today:
        return "utter_parking_undecided_day"
    return {True: "utter_parking_banned", False: "utter_parking_allowed", None: "utter_parking_undecided"}[ban.banned]


def _span(turn: Turn, ban: ParkingBan) -> str | None:
    if not (ban.starts_at and ban.ends_at):
        return None
    zone = turn.profile.timezone
    return span_text(ban.starts_at.astimezone(zone), ban.ends_at.astimezone(zone), turn.language)
