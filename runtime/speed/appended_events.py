"""Events appended over HTTP, as the desk does for each word of an agent: their schema is compiled once.

Rasa checks the schema itself at each request, which holds up the whole server for 50 ms.
"""
from __future__ import annotations

from jsonschema.validators import validator_for
from rasa import server
from sanic.request import Request


def apply() -> None:
    """Replaces how the events of a request are checked; what does not pass is refused by Rasa, in its own words."""
    validator = validator_for(server.EVENTS_SCHEMA)(server.EVENTS_SCHEMA)
    refuse = server.validate_events_in_request_body

    def validate(request: Request) -> None:
        events = request.json if isinstance(request.json, list) else [request.json]
        if not validator.is_valid(events):
            refuse(request)

    server.validate_events_in_request_body = validate
