"""The web part as one ASGI application: uvicorn guichet_web.asgi:application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet_web.settings")

from guichet_web import environment  # noqa: E402

environment.require()

import django  # noqa: E402
from django.conf import settings  # noqa: E402

from guichet_web.body_limit import BodyLimit  # noqa: E402

django.setup(set_prefix=False)

from city_api.transit import realtime  # noqa: E402
from desk import background  # noqa: E402

from guichet_web.static import StaticFiles  # noqa: E402
from guichet_web.threads import OneThread  # noqa: E402

static_files = StaticFiles()
desk = OneThread(8)     # threads of its own: the desk asks the city API, which may be this very process
others = OneThread(16)
realtime.start()
background.start()


async def route(scope, receive, send):
    """Static files beside Django, everything else through it."""
    path = scope["path"] if scope["type"] == "http" else ""
    app = static_files if path.startswith(settings.STATIC_URL) else desk if path.startswith("/desk/") else others
    await app(scope, receive, send)


application = BodyLimit(route, settings.WEB_MAX_BODY_BYTES)
