"""Moves a request along; every step keeps its date for the figures."""

from django.utils import timezone

from city_api.models import ServiceRequest

Stage = ServiceRequest.Stage
ORDER = [Stage.RECEIVED, Stage.ACKNOWLEDGED, Stage.STARTED, Stage.CLOSED]
DATES = {Stage.ACKNOWLEDGED: "acknowledged_at", Stage.STARTED: "started_at", Stage.CLOSED: "closed_at"}


def advance(row: ServiceRequest, stage: str, note: str | None = None) -> bool:
    """Bring a request to a later stage, with a note to the citizen when one is given.

    Returns False, changing nothing, when the request is already as far. Steps that are jumped take the same date.
    """
    if ORDER.index(row.stage) >= ORDER.index(stage):
        return False
    now = timezone.now()
    for step in ORDER[1 : ORDER.index(stage) + 1]:
        if getattr(row, DATES[step]) is None:
            setattr(row, DATES[step], now)
    row.stage = stage
    if note is not None:
        row.status_notes = note
    row.updated_at = now
    if row.released_at:  # the number of a batch request is given at once when somebody takes it in charge
        row.released_at = min(row.released_at, now)
    row.save()
    return True
