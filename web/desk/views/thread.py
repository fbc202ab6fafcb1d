"""A conversation: what was said, who holds it, what may be done now."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from desk import texts, window
from desk.access import SUPERVISOR, desk_view, readable
from desk.models import Agent, Conversation, Handoff

SHOWN = 300       # last lines of a transcript
MOST_PENDING = 50


@desk_view(background=True)
@require_GET
def updates(request: HttpRequest, pk: int) -> HttpResponse:
    """Lines that came after the line `after`, and the lines `pending`, which the page shows as not yet delivered.

    X-Desk-Version changes when the whole conversation is to be fetched again.
    """
    found = get_object_or_404(readable(request), pk=pk)
    pending = Q(pk__in=[line for line in map(number, request.GET.get("pending", "").split(",")[:MOST_PENDING]) if line])
    lines = found.messages.filter(Q(pk__gt=number(request.GET.get("after")) or 0) | pending)
    lines = lines.select_related("agent__user", "command").order_by("at", "pk")
    response = render(request, "desk/_messages.html", {"messages": lines, "agent": request.agent})
    response["X-Desk-Version"] = version(found, list(found.handoffs.order_by()), has_failed(found))
    return response


@desk_view()
@require_GET
def pane(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole conversation, for a page that is already open."""
    return pane_response(request, get_object_or_404(readable(request), pk=pk))


def pane_response(request: HttpRequest, found: Conversation, problem: str = "", status: int = 200) -> HttpResponse:
    """The conversation's part of the page, with a problem to read out when there is one."""
    context = thread_context(request, found) | {"agent": request.agent, "problem": problem}
    return render(request, "desk/_conversation.html", context, status=status)


def thread_context(request: HttpRequest, found: Conversation) -> dict:
    """What the conversation's templates need."""
    handoffs = list(found.handoffs.select_related("holder__user").order_by("-created_at"))
    current = current_handoff(handoffs)
    lines = list(found.messages.select_related("agent__user", "command").order_by("-at", "-pk")[:SHOWN])[::-1]
    mine = bool(current and current.state == Handoff.State.HELD and current.holder_id == request.agent.pk)
    matter = (current.topic if current else "") or found.topic
    failed = has_failed(found)
    return {
        "conversation": found,
        "messages": lines,
        "handoff": current,
        "past": [h for h in handoffs if h.state == Handoff.State.CLOSED],
        "mine": mine,
        "may_speak": mine and current.live and window.of(found).open,
        "supervisor": SUPERVISOR in request.desk_roles,
        "window": window.of(found),
        "colleagues": colleagues(request.agent) if current and current.state == Handoff.State.HELD else [],
        "topic": texts.topic_label(matter, request.agent.language) if matter else "",
        "suggestion": texts.approved_answer(matter, found.language) if matter else None,
        "failed": failed,
        "version": version(found, handoffs, failed),
    }


def current_handoff(handoffs: list[Handoff]) -> Handoff | None:
    """What is open: the live one before a message, else nothing."""
    still_open = [h for h in handoffs if h.state != Handoff.State.CLOSED]
    return next((h for h in still_open if h.live), still_open[0] if still_open else None)


def colleagues(agent: Agent) -> list[Agent]:
    """Others whose desk is open."""
    others = Agent.objects.exclude(pk=agent.pk).filter(user__is_active=True).select_related("user")
    return sorted((other for other in others if other.here), key=lambda other: other.presence)


def has_failed(found: Conversation) -> bool:
    """Whether something could not be delivered."""
    return found.commands.filter(state="failed").exists()


def version(found: Conversation, handoffs: list[Handoff], failed: bool) -> str:
    """Changes when what may be done in the conversation does."""
    still_open = sorted((h for h in handoffs if h.state != Handoff.State.CLOSED), key=lambda h: h.pk)
    states = "-".join(f"{h.pk}.{h.state}.{h.holder_id}" for h in still_open)
    free = found.owner == Conversation.Owner.ASSISTANT     # « queue » becomes « agent » a moment after a claim: no news
    return f"{free}.{states}.{window.of(found).open}.{failed}"


def number(text: str | None) -> int | None:
    """A number of a page's address; None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
