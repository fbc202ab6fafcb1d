"""Canned replies: found while writing, and kept by agents and editors."""

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from desk import audit, canned
from desk.access import AGENT, EDITOR, SUPERVISOR, desk_view, readable
from desk.models import CannedReply
from desk.views.thread import current_handoff


class CannedForm(ModelForm):
    """A pair of texts."""

    class Meta:
        model = CannedReply
        fields = ["shortcut", "title_fr", "text_fr", "title_en", "text_en"]


@desk_view()
@require_GET
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Options for the answer box, filled for this conversation, in its language."""
    found = get_object_or_404(readable(request), pk=pk)
    handoff = current_handoff(list(found.handoffs.all()))
    language = found.language
    options = [
        {"row": row, "title": getattr(row, f"title_{language}"),
         "text": canned.filled(row, language, request.agent, handoff)}
        for row in canned.search(request.GET.get("q", "")[:60], language)
    ]
    return render(request, "desk/_canned_options.html", {"options": options, "language": language})


@desk_view(AGENT, SUPERVISOR, EDITOR)
@require_GET
def edit_list(request: HttpRequest) -> HttpResponse:
    """All of them."""
    rows = CannedReply.objects.all()
    return render(request, "desk/canned.html", {"rows": rows, "agent": request.agent})


@desk_view(AGENT, SUPERVISOR, EDITOR)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Adds or changes one."""
    row = get_object_or_404(CannedReply, pk=pk) if pk else None
    form = CannedForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        audit.record(request.user, "canned", detail=saved.shortcut)
        return redirect("desk:canned")
    return render(request, "desk/canned_edit.html", {"form": form, "row": row, "agent": request.agent})


@desk_view(AGENT, SUPERVISOR, EDITOR)
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes one."""
    row = get_object_or_404(CannedReply, pk=pk)
    audit.record(request.user, "canned_deleted", detail=row.shortcut)
    row.delete()
    return redirect("desk:canned")
