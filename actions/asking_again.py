"""Asks a matter's last question again: as it was, or anew by who asked it once the language has changed."""
from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from actions.appointment import ActionPlanningAppointment
from actions.city_errors import CityError
from actions.lookups.item_disposal import ActionItemDisposal
from actions.lookups.permit_requirements import ActionPermitRequirements
from actions.lookups.transfer_duty import ActionTransferDuty
from actions.service_request import ActionServiceRequest
from actions.turn import Turn

# Those whose questions hold words: texts of the city, dates, buttons. The words of a bare reply follow by themselves.
_ASKERS = (ActionServiceRequest, ActionPlanningAppointment, ActionItemDisposal, ActionPermitRequirements,
           ActionTransferDuty)
_ASK_ANEW: dict[str, Callable[[Turn, dict[str, Any]], Awaitable[None]]] = {
    asker.name(): asker.ask_anew for asker in (kind() for kind in _ASKERS)
}


async def ask_again(turn: Turn, task: dict[str, Any]) -> None:
    """Repeats the question in the conversation's language; as it was when the city cannot give its words now."""
    ask_anew = _ASK_ANEW.get(task["action"])
    if ask_anew is None or task["question"].get("language") == turn.language:
        turn.ask_again(task)
        return
    try:
        await ask_anew(turn, task)
    except CityError:
        turn.ask_again(task)
