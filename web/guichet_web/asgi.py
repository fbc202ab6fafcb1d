"""The web part as one ASGI application: uvicorn guichet_web.asgi:application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet_web.settings")

from guichet_web import environment  # noqa: E402

environment.require()

from django.conf import settings  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402

from guichet_web.body_limit import BodyLimit  # noqa: E402

django_application = get_asgi_application()

from city_api.transit import realtime  # noqa: E402
from desk import background  # noqa: E402

from guichet_web.static import StaticFiles  # noqa: E402
from guichet_web.threads import ReusedThreads  # noqa: E402

static_files = StaticFiles()
realtime.start()
background.start()


async def route(scope, receive, send):
    """Static files beside Django, everything else through it."""
    is_static = scope["type"] == "http" and scope["path"].startswith(settings.STATIC_URL)
    await (static_files if is_static else pages)(scope, receive, send)


pages = ReusedThreads(django_application)
application = BodyLimit(route, settings.WEB_MAX_BODY_BYTES)
