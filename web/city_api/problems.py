"""Errors of the city API as RFC 9457 problems, and the handlers of Django's own errors."""

import logging
import traceback
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults

logger = logging.getLogger(__name__)
TYPES = "/city/v1/problems/"


class Problem(Exception):
    """An answer of 4xx or 5xx. `kind` ends the problem's type; the title follows the status when there is no detail."""

    def __init__(self, status: int, detail: str = "", kind: str = "", headers: dict | None = None):
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.kind = kind
        self.headers = headers or {}

    def response(self) -> JsonResponse:
        """The problem as application/problem+json, in the language in force."""
        body = {"type": TYPES + self.kind if self.kind else "about:blank", "title": title(self.status)}
        body["status"] = self.status
        if self.detail:
            body["detail"] = self.detail
        options = {"ensure_ascii": False}
        return JsonResponse(
            body,
            status=self.status,
            json_dumps_params=options,
            content_type="application/problem+json",
            headers=self.headers,
        )


def title(status: int) -> str:
    """The name of a status in the language in force."""
    titles = {
        400: _("Bad request"),
        403: _("Forbidden"),
        404: _("Not found"),
        405: _("Method not allowed"),
        409: _("Conflict"),
        413: _("Content too large"),
        422: _("Unprocessable content"),
        500: _("Server error"),
        503: _("Service unavailable"),
    }
    return titles.get(status) or HTTPStatus(status).phrase


def log_failure(error: BaseException) -> None:
    """Log where an error happened, without its message, which may hold what a citizen typed."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("unexpected %s\n%s", type(error).__name__, where)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404, in the shape of the half of the API that was asked."""
    return _shaped(request, 404) or defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400 (a host that is not allowed, a malformed request)."""
    return _shaped(request, 400) or defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    return _shaped(request, 403) or defaults.permission_denied(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's 500."""
    return _shaped(request, 500) or defaults.server_error(request)


def _shaped(request: HttpRequest, status: int) -> HttpResponse | None:
    if request.path.startswith("/open311/"):
        from city_api.open311.errors import Open311Error

        return Open311Error(status, title(status)).response("json" if request.path.endswith(".json") else "xml")
    if request.path.startswith("/city/") or request.path == "/health":
        return Problem(status).response()
    return None
