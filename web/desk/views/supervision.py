"""What a supervisor sees."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desk.access import SUPERVISOR, desk_view
from desk.models import AuditEntry

PAGE = 100


@desk_view(SUPERVISOR)
@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    page = Paginator(AuditEntry.objects.all(), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/audit.html", {"page": page, "agent": request.agent})
