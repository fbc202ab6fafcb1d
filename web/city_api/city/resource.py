"""What every /city/v1 address shares: methods, language, Problem answers."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from guichet_web.profile import city_profile

from city_api import params
from city_api.problems import Problem, log_failure


def resource(**views: Callable) -> Callable:
    """Make one Django view of a function per method (`GET=show`).

    Each takes the request, the language (`fr` or `en`) and the path's parts, and returns data for JSON or a response.
    """

    @csrf_exempt
    def view(request: HttpRequest, **parts) -> HttpResponse:
        with translation.override(_language(request)):
            try:
                return _answer(request, views, parts)
            except Problem as problem:
                return problem.response()
            except RequestDataTooBig:
                return Problem(413).response()
            except (SuspiciousOperation, UnreadablePostError):
                return Problem(400).response()
            except Exception as error:
                log_failure(error)
                return Problem(500).response()

    return view


def _answer(request: HttpRequest, views: dict, parts: dict) -> HttpResponse:
    handler = views.get("GET" if request.method == "HEAD" else request.method)
    if handler is None:
        raise Problem(405, headers={"Allow": ", ".join(views)})
    if any("\0" in part for part in parts.values()):
        raise Problem(404)
    data = handler(request, params.language(request), **parts)
    return data if isinstance(data, HttpResponse) else to_json(data)


def to_json(data, status: int = 200) -> JsonResponse:
    """Data as JSON, readable accents included."""
    return JsonResponse(data, safe=False, status=status, json_dumps_params={"ensure_ascii": False})


def found(row):
    """The row itself, or a Problem 404 when there is none."""
    if row is None:
        raise Problem(404, _("Nothing has this identifier."))
    return row


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang")
    return asked if asked in params.LANGUAGES else city_profile().languages.default
