"""Answers the city API before any other middleware: it has no session, no cookie and no form to protect.

They cost more than most answers.
"""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from city_api.problems import bad_request, not_found

PREFIXES = ("/city/", "/open311/")
HEALTH = "/health"
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


class CityApiMiddleware:
    """First of the chain; other paths go on through it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PREFIXES) or request.path_info == HEALTH:
            return answer(request)
        return self.get_response(request)


def answer(request: HttpRequest) -> HttpResponse:
    """The answer of the city API to a request under its paths."""
    try:
        request.get_host()
        match = resolve(request.path_info)
    except DisallowedHost as error:
        return bad_request(request, error)
    except Resolver404 as error:
        return not_found(request, error)
    request.resolver_match = match
    response = match.func(request, *match.args, **match.kwargs)
    for name, value in HEADERS.items():
        response.setdefault(name, value)
    return response
