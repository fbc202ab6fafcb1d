"""When branches are collected or chipped."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

from actions.lookup import Lookup
from actions.turn import Turn
from cities.formats import day_text

WINDOW = timedelta(days=200)
SHOWN = 3


class ActionBranchCollection(Lookup):
    """Next branch collections at an address, with how to prepare them."""

    topic = "branch_collection"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        address = await self.address(turn)
        if address is None:
            return False
        today = turn.now.date()
        found = await turn.city.collections(address["id"], today, today + WINDOW, turn.language)
        branches = [c for c in found if c.stream == "branches"][:SHOWN]
        local = turn.profile.topics.local_text(self.topic, turn.language)
        if not branches:
            turn.say("utter_no_branch_collection", address=address["label"], local=local)
            return True
        lines = "\n".join(
            f"• {day_text(c.date, turn.language)}{f' ({c.note})' if c.note else ''}" for c in branches
        )
        turn.say("utter_branch_collection", address=address["label"], lines=lines, local=local)
        return True
