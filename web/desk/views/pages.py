"""Pages: the lists, and a conversation beside its list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from desk import lists
from desk.access import SUPERVISOR, desk_view, readable
from desk.models import Agent, Conversation, Handoff
from desk.views.thread import number, thread_context


@desk_view()
@require_GET
def home(_request: HttpRequest) -> HttpResponse:
    """To the queue."""
    return redirect("desk:queue")


@desk_view()
@require_GET
def board(request: HttpRequest, view: str) -> HttpResponse:
    """A list, as a page."""
    return render(request, "desk/board.html", list_context(request, view))


@desk_view(background=True)
@require_GET
def list_fragment(request: HttpRequest, view: str) -> HttpResponse:
    """The same list alone, for a page that is already open."""
    context = list_context(request, view) | {"current": number(request.GET.get("current"))}
    return render(request, "desk/_list.html", context)


@desk_view()
@require_GET
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """A conversation beside the list that it was opened from."""
    found = get_object_or_404(readable(request), pk=pk)
    context = list_context(request, list_of(request, found)) | thread_context(request, found)
    return render(request, "desk/board.html", context | {"current": pk})


def list_context(request: HttpRequest, view: str) -> dict:
    """What the list's templates need."""
    return {
        "view": view,
        "rows": lists.rows(view, request.agent, readable(request)),
        "counts": lists.counts(request.agent),
        "agent": request.agent,
        "presences": Agent.Presence.choices,
        "supervisor": SUPERVISOR in request.desk_roles,
    }


def list_of(request: HttpRequest, found: Conversation) -> str:
    """The list named in the address, else the one where the conversation is."""
    if request.GET.get("view") in lists.VIEWS:
        return request.GET["view"]
    still_open = found.handoffs.exclude(state=Handoff.State.CLOSED)
    if still_open.filter(holder=request.agent).exists():
        return "mine"
    return "queue" if still_open.filter(state=Handoff.State.WAITING).exists() else "all"
