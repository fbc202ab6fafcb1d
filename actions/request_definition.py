"""What a service asks of the citizen, from the city; a city that does not answer keeps nobody from asking for help."""
from __future__ import annotations

from typing import Any

from actions.city_errors import CityError
from actions.turn import Turn


async def load(turn: Turn, data: dict[str, Any]) -> bool:
    """Keeps the service's attributes in the conversation's language, which may change on the way.

    False while the city does not answer: the request is taken without them, they are asked for again at each turn,
    and what the city then misses is settled by the outbox (see refused.py).
    """
    if data.get("language") == turn.language:
        return True
    try:
        found = await turn.city.attributes(data["code"], turn.language)
    except CityError:
        return False
    data["attributes"] = [a.dict() for a in found]
    data["language"] = turn.language
    return True


def tell_once(turn: Turn, data: dict[str, Any]) -> None:
    """Tells, once a request, that it is taken although the city does not answer."""
    if not data.get("told_away"):
        data["told_away"] = True
        turn.say("utter_request_taken_anyway")
