"""Serves static files beside Django, so that API requests never cross a synchronous middleware."""

from asgiref.wsgi import WsgiToAsgi
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from whitenoise import WhiteNoise


def static_application() -> WsgiToAsgi:
    """An ASGI application with the files of every installed app under STATIC_URL; 404 for all else."""
    files = WhiteNoise(_not_found)
    for finder in get_finders():
        for path, storage in finder.list(None):
            prefix = f"{storage.prefix}/" if getattr(storage, "prefix", None) else ""
            files.add_file_to_dictionary(f"{settings.STATIC_URL}{prefix}{path}", storage.path(path))
    return WsgiToAsgi(files)


def _not_found(environ, start_response):
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b""]
