"""Sign-in and sign-out."""

from axes.decorators import axes_dispatch
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk import audit, holding
from desk.access import desk_view, protect, roles_of
from desk.models import Agent, Handoff


@method_decorator([never_cache, axes_dispatch], name="dispatch")
class SignIn(LoginView):
    """Name and password; after too many failures the account rests for a while (django-axes)."""

    template_name = "desk/login.html"
    redirect_authenticated_user = False
    next_page = "desk:queue"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """French unless this browser has chosen English at the desk."""
        translation.activate("en" if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en" else "fr")
        return protect(super().dispatch(request, *args, **kwargs))

    def form_valid(self, form) -> HttpResponse:
        """Opens the session in the person's language."""
        response = super().form_valid(form)
        user = form.get_user()
        audit.record(user, "sign_in")
        if roles_of(user):
            agent, _ = Agent.objects.get_or_create(user=user)
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, agent.language, samesite="Lax")
        return response


@desk_view()
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Closes the session; whoever was held goes back to the queue."""
    leave(request.user)
    audit.record(request.user, "sign_out")
    logout(request)
    return redirect("desk:login")


def leave(user) -> None:
    """Puts back all that someone holds, and marks them away."""
    for handoff in Handoff.objects.filter(holder__user=user, state=Handoff.State.HELD):
        try:
            holding.release(handoff, user.agent, user, "signed_out")
        except holding.Taken:
            continue
    Agent.objects.filter(user=user).update(presence=Agent.Presence.AWAY, seen_at=None)


@desk_view()
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """French or English, kept with the account."""
    wanted = "en" if request.POST.get("language") == "en" else "fr"
    Agent.objects.filter(user=request.user).update(language=wanted)
    translation.activate(wanted)
    response = redirect("desk:queue")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, samesite="Lax")
    return response


def locked_out(request: HttpRequest, _credentials: dict, *_args, **_kwargs) -> HttpResponse:
    """What someone reads after too many failures."""
    return render(request, "desk/locked.html", {"minutes": round(60 * settings.AXES_COOLOFF_TIME)}, status=429)
