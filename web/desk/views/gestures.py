"""What an agent does in a conversation. Each gesture is a POST that answers with the conversation as it then is."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import audit, holding, live, notes, outbox, speaking
from desk.access import SUPERVISOR, desk_view, readable
from desk.models import Agent, Command, Conversation, Handoff
from desk.views.thread import pane_response


class Impossible(Exception):
    """Cannot be done now; the message is for the agent."""


def gesture(view: Callable[[HttpRequest, Conversation], None]) -> Callable:
    """A POST on a conversation: done, or told why not (409)."""

    @desk_view()
    @require_POST
    def done(request: HttpRequest, pk: int) -> HttpResponse:
        found = get_object_or_404(readable(request), pk=pk)
        problem = ""
        try:
            view(request, found)
        except holding.Taken:
            problem = _("Someone else was faster, or it is over. Nothing was changed.")
        except speaking.NotYours:
            problem = _("You no longer hold this conversation: your words were not sent.")
        except speaking.WindowClosed:
            problem = _("Messenger no longer allows writing to this person: wait until they write.")
        except Impossible as error:
            problem = str(error)
        if not problem and request.headers.get("X-Desk") == "lines":
            return HttpResponse(status=204)     # the page fetches the new lines by itself
        if not problem and not request.headers.get("HX-Request"):
            return redirect("desk:conversation", pk=pk)
        found.refresh_from_db()
        return pane_response(request, found, problem, 409 if problem else 200)

    done.__name__, done.__doc__ = view.__name__, view.__doc__
    return done


@gesture
def claim(request: HttpRequest, found: Conversation) -> None:
    """Takes what waits."""
    holding.claim(_handoff(request, found), request.agent)


@gesture
def reply(request: HttpRequest, found: Conversation) -> None:
    """Words to the citizen."""
    text = _text(request)
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=found.pk)
        handoff = found.handoffs.filter(kind=Handoff.Kind.LIVE, state=Handoff.State.HELD).first()
        if handoff is None:
            raise speaking.NotYours
        speaking.answer(handoff, request.agent, text)
        audit.record(request.user, "reply", found)


@gesture
def note(request: HttpRequest, found: Conversation) -> None:
    """Words that only agents read."""
    notes.note(found, request.agent, _text(request))
    Handoff.objects.filter(conversation=found, holder=request.agent, state="held").update(active_at=timezone.now())
    audit.record(request.user, "note", found)
    live.touch(found)


@gesture
def release(request: HttpRequest, found: Conversation) -> None:
    """Back to the queue."""
    holding.release(_handoff(request, found), _holder(request), request.user, "released")


@gesture
def transfer(request: HttpRequest, found: Conversation) -> None:
    """To a colleague whose desk is open."""
    to = request.POST.get("to", "")
    colleague = Agent.objects.filter(pk=int(to), user__is_active=True).first() if to.isdigit() else None
    if colleague is None or not colleague.here:
        raise Impossible(_("Choose a colleague whose desk is open."))
    holding.transfer(_handoff(request, found), _holder(request), colleague, request.user)


@gesture
def give_back(request: HttpRequest, found: Conversation) -> None:
    """Back to the assistant, which says so."""
    settled = request.POST.get("settled") == "1"
    holding.give_back(_handoff(request, found), _holder(request), request.user, settled)


@gesture
def close(request: HttpRequest, found: Conversation) -> None:
    """Ends it; the citizen says whether it is settled, and rates."""
    holding.close(_handoff(request, found), _holder(request), request.user)


@gesture
def join(request: HttpRequest, found: Conversation) -> None:
    """Enters a conversation that the assistant holds."""
    holding.join(found, request.agent)


@gesture
def again(request: HttpRequest, found: Conversation) -> None:
    """Sends again what could not be delivered."""
    for command in found.commands.filter(state=Command.State.FAILED):
        outbox.again(command)
    audit.record(request.user, "send_again", found)
    live.touch(found)


@desk_view()
@require_POST
def typing(request: HttpRequest, pk: int) -> HttpResponse:
    """A sign of life while an agent writes: the conversation is not taken back from them."""
    Handoff.objects.filter(conversation=pk, holder=request.agent, state="held").update(active_at=timezone.now())
    return HttpResponse(status=204)


def _handoff(request: HttpRequest, found: Conversation) -> Handoff:
    key = request.POST.get("handoff", "")
    return get_object_or_404(Handoff, conversation=found, key=key[:64])


def _holder(request: HttpRequest) -> Agent | None:
    """An agent moves what they hold; a supervisor, anything."""
    return None if SUPERVISOR in request.desk_roles else request.agent


def _text(request: HttpRequest) -> str:
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        raise Impossible(_("Write something first."))
    if len(text) > speaking.MOST:
        raise Impossible(_("Too long: %(most)d characters at most.") % {"most": speaking.MOST})
    return text
