"""Whether the city's office is open on the day that is asked about."""
from __future__ import annotations

from actions.dates import parse_day
from actions.turn import Turn
from cities.formats import day_text, time_text


def tell_day(turn: Turn) -> bool:
    """Says the office's hours of the day named; False when none is, or when the city has not given its hours."""
    hours, today = turn.profile.contact.hours, turn.now.date()
    day = parse_day(turn.entity("date") or turn.text, today)
    if day is None or day < today or not hours.known:
        return False
    date = day_text(day, turn.language)
    periods = ", ".join(f"{time_text(a, turn.language)}–{time_text(b, turn.language)}" for a, b in hours.periods(day))
    if periods:
        turn.say("utter_contact_day", date=date, periods=periods)
    else:
        turn.say("utter_contact_day_closed", date=date)
    return True
