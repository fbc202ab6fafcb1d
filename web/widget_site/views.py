"""One page, under the strictest Content-Security-Policy that the widget must work with."""

import os
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cities.current import current
from cities.placeholders import placeholders

CONTENT = Path(__file__).with_name("content")
PATH = "/webhooks/web"


def home(request: HttpRequest, language: str) -> HttpResponse:
    """The city's home page."""
    endpoint = channel_address()
    context = {
        "language": language, "profile": current(), "facts": placeholders(current(), language),
        "content": content(language), "endpoint": endpoint,
    }
    response = render(request, "widget_site/home.html", context)
    response["Content-Security-Policy"] = policy(endpoint)
    response["Referrer-Policy"] = "no-referrer"
    return response


def channel_address() -> str:
    """Where citizens' browsers reach the web channel."""
    rasa = os.environ.get("RASA_URL", "http://127.0.0.1:5005").rstrip("/")
    return os.environ.get("WIDGET_ENDPOINT") or rasa + PATH


def policy(endpoint: str) -> str:
    """No inline style or script, no HTML made from text, connections to this site and the channel only."""
    parts = urlsplit(endpoint)
    channel = f"{parts.scheme}://{parts.netloc}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' {channel}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def content(language: str) -> dict:
    """What the page says in a language."""
    return yaml.safe_load((CONTENT / f"{language}.yml").read_text(encoding="utf-8"))
