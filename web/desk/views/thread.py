"""A conversation: what was said, who holds it, what may be done now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from desk import texts, window
from desk.access import SUPERVISOR, desk_view, readable
from desk.models import Agent, Conversation, Handoff, Message

SHOWN = 300       # last lines of a transcript
REFRESHED = 8     # last lines whose delivery may still change


@desk_view(background=True)
@require_GET
def updates(request: HttpRequest, pk: int) -> HttpResponse:
    """Lines that came after `after`, and those whose delivery may have changed; HX-Trigger when who holds it has."""
    found = get_object_or_404(readable(request), pk=pk)
    after = request.GET.get("after", "")
    newer = found.messages.filter(pk__gt=int(after) if after.isdigit() and len(after) < 19 else 0)
    changing = found.messages.filter(author__in=[Message.Author.AGENT, Message.Author.DESK]).order_by("-pk")[:REFRESHED]
    lines = {m.pk: m for m in [*newer.select_related("agent__user", "command"),
                               *changing.select_related("agent__user", "command")]}
    ordered = sorted(lines.values(), key=lambda m: (m.at, m.pk))
    response = render(request, "desk/_messages.html", {"messages": ordered, "agent": request.agent})
    response["X-Desk-Version"] = version(found)
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
        "failed": found.commands.filter(state="failed").exists(),
        "version": version(found),
    }


def current_handoff(handoffs: list[Handoff]) -> Handoff | None:
    """What is open: the live one before a message, else nothing."""
    still_open = [h for h in handoffs if h.state != Handoff.State.CLOSED]
    return next((h for h in still_open if h.live), still_open[0] if still_open else None)


def colleagues(agent: Agent) -> list[Agent]:
    """Others whose desk is open."""
    others = Agent.objects.exclude(pk=agent.pk).filter(user__is_active=True).select_related("user")
    return sorted((other for other in others if other.here), key=lambda other: other.presence)


def version(found: Conversation) -> str:
    """Changes when what may be done in the conversation does."""
    still_open = found.handoffs.exclude(state=Handoff.State.CLOSED).order_by("pk")
    states = "-".join(f"{h.pk}.{h.state}.{h.holder_id}" for h in still_open)
    failed = found.commands.filter(state="failed").exists()
    free = found.owner == Conversation.Owner.ASSISTANT     # « queue » becomes « agent » a moment after a claim: no news
    return f"{free}.{states}.{window.of(found).open}.{failed}"
