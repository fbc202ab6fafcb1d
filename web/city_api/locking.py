"""Idempotency keys: the same key again answers the same row, also when two requests race."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest


def key_of(request: HttpRequest) -> str | None:
    """The digest of the Idempotency-Key header; None without one."""
    value = request.headers.get("Idempotency-Key", "").strip()
    return digest(value) if value else None


def digest(value: str) -> str:
    """SHA-256 of a text, 64 hexadecimal characters."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def existing(model: type[models.Model], key: str | None):
    """The row already made with this key, or None."""
    return model.objects.filter(idempotency_key=key).first() if key else None


def create_once(model: type[models.Model], key: str | None, create: Callable[[], models.Model]):
    """Run `create` in a transaction; when another request took the key meanwhile, return its row.

    Raises IntegrityError when the conflict is about something else.
    """
    try:
        with transaction.atomic():
            return create()
    except IntegrityError:
        row = existing(model, key)
        if row is None:
            raise
        return row
