"""Drinking water: notices in force, and what to do."""
from __future__ import annotations

from typing import Any

from actions.addresses import need_address
from actions.lookup import Lookup
from actions.notices import in_english
from actions.turn import Turn
from cities.formats import moment_text


class ActionWaterService(Lookup):
    """Notices on water that concern the citizen, or the word that there is none."""

    topic = "water_service"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        address = turn.slots.get("address")
        if turn.entity("address") or turn.task(self.name()) or turn.choice.get("address"):
            address = await need_address(turn, self.name(), self.topic)
            if address is None:
                return False
        notices = await turn.city.notices(turn.language, "water", (address or {}).get("id"))
        if address is None and any(n.sectors for n in notices):
            self.ask(turn, "address", "utter_ask_water_address")
            return False
        for notice in notices:
            until = notice.ends_at and moment_text(notice.ends_at.astimezone(turn.profile.timezone), turn.language)
            turn.say("utter_water_notice", title=notice.title, details=notice.text, until=until)
            same = await in_english(turn, notice)
            if same:
                turn.say("utter_water_notice", title=same.title, details=same.text, language="en")
        turn.remember("notices", [*(turn.recall("notices") or []), *(n.id for n in notices)])
        if not notices:
            turn.say("utter_no_water_notice", address=address and address["label"])
        turn.say("utter_water_service", local=turn.profile.topics.local_text(self.topic, turn.language))
        return True
