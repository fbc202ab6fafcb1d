"""Serves static files beside Django, so that API requests never cross a synchronous middleware.

WhiteNoise knows the files, their types, caching and conditional requests; it is asked directly, because the WSGI
adapter of asgiref breaks when a page loads many files while threads are shared between requests.
"""

import gzip

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from whitenoise import WhiteNoise


class StaticFiles:
    """ASGI application with the files of every installed app under STATIC_URL; 404 for all else."""

    def __init__(self) -> None:
        self._compressed: dict[bytes, bytes] = {}
        self._known = WhiteNoise(None, allow_all_origins=True)  # the widget is loaded by pages of other origins
        for finder in get_finders():
            for path, storage in finder.list(None):
                prefix = f"{storage.prefix}/" if getattr(storage, "prefix", None) else ""
                self._known.add_file_to_dictionary(f"{settings.STATIC_URL}{prefix}{path}", storage.path(path))

    async def __call__(self, scope, receive, send) -> None:
        """Answers one request."""
        file = self._known.files.get(scope["path"])
        if file is None:
            await _answer(send, 404, [("Content-Type", "text/plain")], b"")
            return
        names = {b"if-none-match", b"if-modified-since", b"accept-encoding", b"range"}
        asked = {
            f"HTTP_{name.decode().upper().replace('-', '_')}": value.decode("latin-1")
            for name, value in scope["headers"]
            if name in names
        }
        answer = file.get_response(scope["method"], asked)
        body, headers = b"", list(answer.headers)
        if answer.file is not None:
            with answer.file as opened:
                body = opened.read()
            if answer.status == 200 and "gzip" in asked.get("HTTP_ACCEPT_ENCODING", ""):
                body, headers = self._compress(body, headers)
        await _answer(send, int(answer.status), headers, body)

    def _compress(self, body: bytes, headers: list[tuple[str, str]]) -> tuple[bytes, list[tuple[str, str]]]:
        """Text is sent compressed, once made, as long as the process lives."""
        kind = dict(headers).get("Content-Type", "")
        if not kind.startswith(("text/", "image/svg", "application/json", "application/javascript")):
            return body, headers
        if body not in self._compressed:
            self._compressed[body] = gzip.compress(body, 9, mtime=0)
        small = self._compressed[body]
        kept = [pair for pair in headers if pair[0] != "Content-Length"]
        sent = [("Content-Length", str(len(small))), ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        return small, [*kept, *sent]


async def _answer(send, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
