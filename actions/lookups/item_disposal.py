"""Where an object goes when one is done with it."""
from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from actions.city_types import WasteItem
from actions.lookup import Lookup
from actions.turn import Turn
from nlu.text import plain

_ASKING = re.compile(
    r"\b(?:ou|dans|quel(?:le)?s?|bac|bin|which|where|what|do|does|can|i|je|on|jette[rz]?|jeter|met[st]?|mettre|va|vont|"
    r"aller|throw|put|get|rid|of|dispose|recycle[rz]?|composter?|pour|for|faire|fait|faut|avec|with|un|une|des|de|du|d|"
    r"le|la|les|l|mon|ma|mes|my|a|an|the|est|ce|que|qu|qui|comment|how|c|ca|peut|peux|puis|is|it|goes?|go|in|out|away|"
    r"et|pis|puis|and|aussi|also|about|poubelle|recyclage|recycling|garbage|trash|ecocentre|se|debarrasser|old|vieux|vieille|vieil|svp|please)\b"
)
SAME = 88


class ActionItemDisposal(Lookup):
    """The sorting guide's entry of what the citizen names."""

    topic = "item_disposal"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        if turn.choice.get("item"):
            _tell_item(turn, WasteItem(**turn.choice["item"]))
            return True
        asked = turn.task(self.name()) is not None
        tagged = [str(e["value"]) for e in turn.entities("item")]
        if len(tagged) > 1:
            return await self._several(turn, tagged)
        queries = _queries(turn, tagged, asked)
        for query in queries:
            found = await turn.city.waste_items(query, turn.language)
            if found:
                return self._settle(turn, query, found)
        if queries:
            turn.say("utter_item_not_found", query=queries[0][:60])
            return True
        self.ask(turn, "value", "utter_ask_item")
        return False

    async def ask_anew(self, turn: Turn, task: dict[str, Any]) -> None:
        """The last question, with the guide's names in the conversation's language. May raise a CityError."""
        query = task["question"]["values"].get("query")
        found = await turn.city.waste_items(query, turn.language) if query else []
        if found:
            self._ask_which(turn, query, found)
        else:
            self.ask(turn, "value", "utter_ask_item")

    async def _several(self, turn: Turn, names: list[str]) -> bool:
        """Each object named gets its answer: the guide's best entry, or the word that there is none."""
        for name in dict.fromkeys(names):
            found = await turn.city.waste_items(name, turn.language)
            if found:
                _tell_item(turn, found[0])
            else:
                turn.say("utter_item_not_found", query=name[:60])
        return True

    def _settle(self, turn: Turn, query: str, found: list[WasteItem]) -> bool:
        scores = [fuzz.ratio(plain(query), plain(item.name)) for item in found]
        best = scores.index(max(scores))
        if len(found) == 1 or scores[best] >= SAME or len({i.destination for i in found}) == 1 and scores[best] > 60:
            _tell_item(turn, found[best])
            return True
        self._ask_which(turn, query, found)
        return False

    def _ask_which(self, turn: Turn, query: str, found: list[WasteItem]) -> None:
        choices = [{"title": item.name, "value": {"item": item.dict()}} for item in found[:4]]
        self.ask(turn, "value", "utter_ask_which_item", choices, query=query[:60])


def _queries(turn: Turn, tagged: list[str], asked: bool) -> list[str]:
    """What to search, the surest first: the tagged object, a short answer, the message without its question words."""
    bare = re.sub(r"[^\w\s'-]", " ", _ASKING.sub(" ", plain(turn.text)))
    queries = [*tagged, *([turn.text] if asked and len(turn.text.split()) <= 4 else []), " ".join(bare.split())]
    return [q for q in dict.fromkeys(q.strip() for q in queries) if len(q) > 2]


def _tell_item(turn: Turn, item: WasteItem) -> None:
    destination = turn.phrase("destination", item.destination)
    turn.say("utter_item_disposal", item=item.name, destination=destination, instructions=item.instructions)
