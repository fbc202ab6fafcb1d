"""Errors of GeoReport v2: a list of code and description, with the HTTP status that the specification gives."""

from django.http import HttpResponse

from .render import render


class Open311Error(Exception):
    """An answer of 4xx or 5xx; several descriptions make several errors."""

    def __init__(self, status: int, *descriptions: str):
        super().__init__(status)
        self.status = status
        self.descriptions = descriptions

    def response(self, fmt: str) -> HttpResponse:
        """The errors in a format, `json` or `xml`."""
        errors = [{"code": self.status, "description": text} for text in self.descriptions]
        return render(errors, "errors", "error", fmt, self.status)
