"""The three lists of the desk: what waits, what is mine, what was said lately."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from desk import waiting
from desk.models import Agent, Conversation, Handoff

VIEWS = ("queue", "mine", "all")
MOST = 60


@dataclass(frozen=True)
class Row:
    """A line of a list: a conversation and what is open in it (`handoff` is None when nothing is)."""

    conversation: Conversation
    handoff: Handoff | None
    position: int | None = None

    @property
    def key(self) -> tuple:
        """What the line says, but for the time that has passed."""
        return self.conversation.pk, self.conversation.touched_at, self.position, self.handoff and self.handoff.pk

    @property
    def owes(self) -> bool:
        """Whether the citizen's last words have no answer yet."""
        said, answered = self.conversation.citizen_at, self.conversation.answered_at
        return bool(said and (answered is None or said > answered))


def rows(view: str, agent: Agent, readable: QuerySet[Conversation]) -> list[Row]:
    """Lines of a list, in the order in which they want attention; `readable` bounds the list of all."""
    if view == "all":
        return _all(readable)
    places = waiting.positions() if view == "queue" else {}
    return [Row(h.conversation, h, places.get(h.pk)) for h in _open(view, agent)[:MOST]]


def counts(agent: Agent) -> dict[str, int]:
    """Number of lines that wait, and that this agent holds."""
    still_open = Handoff.objects.exclude(state=Handoff.State.CLOSED)
    return still_open.aggregate(
        queue=Count("pk", filter=Q(state=Handoff.State.WAITING)),
        mine=Count("pk", filter=Q(state=Handoff.State.HELD, holder=agent)),
    )


def _open(view: str, agent: Agent) -> QuerySet:
    found = Handoff.objects.select_related("conversation").defer("summary", "contact")
    if view == "mine":
        mine = found.filter(state=Handoff.State.HELD, holder=agent)
        return mine.order_by(F("conversation__citizen_at").desc(nulls_last=True))
    rank = Case(
        When(reason=Handoff.Reason.CRISIS, then=Value(0)), When(kind=Handoff.Kind.LIVE, then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )
    waits = found.filter(state=Handoff.State.WAITING).annotate(rank=rank)
    return waits.order_by("rank", F("due_at").asc(nulls_first=True), "created_at")


def _all(readable: QuerySet[Conversation]) -> list[Row]:
    conversations = list(readable.order_by("-touched_at")[:MOST])
    still_open = Handoff.objects.exclude(state=Handoff.State.CLOSED).select_related("holder__user")
    found = still_open.filter(conversation__in=conversations).order_by("-kind")   # a live one hides a message
    by_conversation = {handoff.conversation_id: handoff for handoff in found}
    return [Row(conversation, by_conversation.get(conversation.pk)) for conversation in conversations]
