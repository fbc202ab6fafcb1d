"""Says whether the server can serve."""

from django.db import connection

from .resource import resource


def _health(request, lang) -> dict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": "ok"}


health = resource(GET=_health)
