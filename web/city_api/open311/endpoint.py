"""What every Open311 address shares: methods, jurisdiction, language, errors."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from guichet_web.profile import city_profile

from city_api.problems import log_failure

from .errors import Open311Error


def endpoint(**views: Callable) -> Callable:
    """Make one Django view of a function per method (`GET=list_requests, POST=create`).

    Each function takes the request, the format and the path's parts, and may raise Open311Error.
    """

    @csrf_exempt
    def view(request: HttpRequest, fmt: str, **parts) -> HttpResponse:
        handler = views.get("GET" if request.method == "HEAD" else request.method)
        with translation.override(language(request)):
            try:
                if handler is None:
                    raise Open311Error(405, _("This method is not allowed here."))
                response = handler(request, fmt, **parts)
            except Open311Error as error:
                response = error.response(fmt)
            except (RequestDataTooBig, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
                response = Open311Error(400, _("The request is too large or malformed.")).response(fmt)
            except Exception as error:
                log_failure(error)
                response = Open311Error(500, _("The service cannot answer now.")).response(fmt)
        if response.status_code == 405:
            response["Allow"] = ", ".join(views)
        return response

    return view


def language(request: HttpRequest) -> str:
    """The language asked by `lang` or `locale` (an extension seen in the wild), else the city's own."""
    asked = (request.GET.get("lang") or request.GET.get("locale") or "")[:2]
    return asked if asked in ("fr", "en") else city_profile().languages.default


def check_jurisdiction(values) -> None:
    """Refuse a jurisdiction_id that is not this city's; it may always be left out. Raises Open311Error."""
    given = values.get("jurisdiction_id")
    own = city_profile().open311.jurisdiction_id
    if given and own and given != own:
        raise Open311Error(404, _("This jurisdiction_id does not exist here."))


def in_jurisdiction(function: Callable) -> Callable:
    """Check the query's jurisdiction_id before a GET."""

    @wraps(function)
    def checked(request: HttpRequest, fmt: str, **parts) -> HttpResponse:
        check_jurisdiction(request.GET)
        return function(request, fmt, **parts)

    return checked
