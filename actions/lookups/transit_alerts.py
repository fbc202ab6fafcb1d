"""Disruptions of public transit."""
from __future__ import annotations

from typing import Any

from actions.city_types import TransitAlert
from actions.lookup import Lookup, given
from actions.lookups.transit_words import bare_route, route_named
from actions.notices import show_notices
from actions.turn import Turn
from cities.formats import moment_text

MOST = 5


class ActionTransitAlerts(Lookup):
    """Alerts in force, of a route when one is named."""

    topic = "transit_alerts"

    async def answer(self, turn: Turn, first: dict[str, Any]) -> bool:
        """See Lookup."""
        await show_notices(turn, self.topic)
        route = bare_route(turn.entity("route") or route_named(turn.text) or given(turn, first, "route"))
        found = await turn.city.transit_alerts(turn.language, route)
        alerts = [a for a in found if route is None or bare_route(a.route) in (None, route)]   # a city may not filter
        if not alerts:
            turn.say("utter_no_transit_alert_on_route" if route else "utter_no_transit_alert", route=route)
            return True
        turn.say("utter_transit_alerts", lines="\n".join(_line(turn, alert) for alert in alerts[:MOST]))
        return True


def _line(turn: Turn, alert: TransitAlert) -> str:
    route = turn.phrase("line", "route", route=alert.route) if alert.route else ""
    until = ""
    if alert.ends_at:
        end = moment_text(alert.ends_at.astimezone(turn.profile.timezone), turn.language)
        until = turn.phrase("line", "until", end=end)
    return " ".join(part for part in (f"• {route}{alert.header}.".replace("..", "."), alert.text, until) if part)
