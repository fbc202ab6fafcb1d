"""Is a person promised? Presence, desk hours, and a wait that is measured."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from cities.current import current
from desk.config import settings
from desk.models import Agent, Handoff

MEASURED = 20                          # last handoffs that count
DEFAULT_PICK_UP = timedelta(minutes=1)       # while nothing has been measured yet
DEFAULT_TALK = timedelta(minutes=6)
SHORTEST = timedelta(seconds=30)


@dataclass(frozen=True)
class Promise:
    """`position` in the queue and expected `minutes`, when a person is promised; else `why`: closed, nobody, long."""

    promised: bool
    why: str | None
    position: int
    minutes: float | None


def promise(now: datetime | None = None) -> Promise:
    """What may be promised to someone who asks for a person now."""
    now = now or timezone.now()
    position = waiting().count() + 1
    if current().desk.hours.is_open(now) is False:
        return Promise(False, "closed", position, None)
    wait = expected_wait(position)
    if wait is None:
        return Promise(False, "nobody", position, None)
    minutes = wait.total_seconds() / 60
    promised = minutes <= settings().longest_wait
    return Promise(promised, None if promised else "long", position, minutes)


def waiting():
    """Live handoffs in the order in which they are taken: crises first, then the oldest."""
    rows = Handoff.objects.filter(kind=Handoff.Kind.LIVE, state=Handoff.State.WAITING)
    return rows.annotate(urgent=Count("pk", filter=Q(reason=Handoff.Reason.CRISIS))).order_by("-urgent", "created_at")


def positions() -> dict[int, int]:
    """Place in the queue by handoff, from 1."""
    return {pk: index for index, pk in enumerate(waiting().values_list("pk", flat=True), start=1)}


def expected_wait(position: int) -> timedelta | None:
    """How long the one at that place is likely to wait; None when nobody is free to come.

    Someone on the phone is here but takes nobody. When there are places left, the wait is the time that agents
    have lately taken to pick up; otherwise a place must first be freed, at the pace of the last conversations.
    """
    agents = list(Agent.free().annotate(held_now=Count("held", filter=Q(held__kind="live", held__state="held"))))
    if not agents:
        return None
    places = settings().places
    left = sum(max(0, places - agent.held_now) for agent in agents)
    pick_up = max(SHORTEST, _pick_up())
    if position <= left:
        return pick_up
    ends_every = _talk() / (places * len(agents))
    return pick_up + (position - left) * ends_every


def _pick_up() -> timedelta:
    rows = _last(claimed_at__isnull=False, state__in=["held", "closed"]).values_list("created_at", "claimed_at")
    return _median([claimed - created for created, claimed in rows], DEFAULT_PICK_UP)


def _talk() -> timedelta:
    rows = _last(claimed_at__isnull=False, closed_at__isnull=False).values_list("claimed_at", "closed_at")
    return _median([closed - claimed for claimed, closed in rows], DEFAULT_TALK)


def _last(**conditions):
    since = timezone.now() - timedelta(days=30)
    rows = Handoff.objects.filter(kind="live", created_at__gt=since, **conditions).exclude(reason="agent")
    return rows.order_by("-created_at")[:MEASURED]


def _median(spans: list[timedelta], default: timedelta) -> timedelta:
    return timedelta(seconds=median(span.total_seconds() for span in spans)) if spans else default
