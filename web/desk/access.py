"""Who may do what: every view of the desk goes through `desk_view`."""

import time
from collections.abc import Callable
from functools import wraps

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache

from desk.config import settings
from desk.models import Agent, Conversation, Handoff

AGENT, SUPERVISOR, EDITOR = "agent", "supervisor", "editor"
GROUPS = (AGENT, SUPERVISOR, EDITOR)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def roles_of(user) -> set[str]:
    """Roles of an account: its groups; a superuser has all."""
    if not user.is_authenticated or not user.is_active:
        return set()
    if user.is_superuser:
        return set(GROUPS)
    return set(user.groups.filter(name__in=GROUPS).values_list("name", flat=True))


def desk_view(*roles: str, background: bool = False) -> Callable:
    """A view for people of these roles (agents and supervisors by default), never cached, under a strict policy.

    Without a session: to the sign-in page, or 401 for a call made by a script. Without the role: 403.

    Args:
        background: made by the page itself, not by a person: it does not keep the session from becoming idle.
    """
    allowed = set(roles or (AGENT, SUPERVISOR))

    def decorate(view: Callable) -> Callable:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            try:
                response = refuse(request, allowed, background) or view(request, *args, **kwargs)
            except PermissionDenied:
                response = render(request, "desk/forbidden.html", status=403)
            return protect(response)

        guarded.desk_roles = allowed
        return guarded

    return decorate


def refuse(request: HttpRequest, allowed: set[str], background: bool) -> HttpResponse | None:
    """The answer to someone who may not come in; None for someone who may. Raises PermissionDenied."""
    if request.user.is_authenticated and _idle(request, background):
        logout(request)
    if not request.user.is_authenticated:
        if background or request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": "/desk/login"})
        return redirect("desk:login")
    request.desk_roles = roles_of(request.user)
    if not request.desk_roles & allowed:
        raise PermissionDenied
    request.agent, _ = Agent.objects.get_or_create(user=request.user)
    request.agent.user = request.user
    translation.activate(request.agent.language)
    return None


def _idle(request: HttpRequest, background: bool) -> bool:
    """Whether nothing has been done for too long; notes the time when something is."""
    now, seen = int(time.time()), request.session.get("seen")
    if seen is not None and now - seen > 60 * settings().idle:
        return True
    if not background and (seen is None or now - seen > 30):
        request.session["seen"] = now
    return False


def readable(request: HttpRequest) -> QuerySet[Conversation]:
    """Conversations that this person may read: those that were handed to people; a supervisor, all."""
    if SUPERVISOR in request.desk_roles:
        return Conversation.objects.all()
    return Conversation.objects.filter(Exists(Handoff.objects.filter(conversation=OuterRef("pk"))))


def protect(response: HttpResponse) -> HttpResponse:
    """Adds the headers that keep a page from running or framing anything foreign."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    return response
