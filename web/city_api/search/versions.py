"""In-memory indexes, rebuilt when the rows behind them change, in whatever process that happened."""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models.signals import post_delete, post_save

from city_api import models
from city_api.models import DataVersion

WATCHED = {
    models.Address: "addresses",
    models.Street: "addresses",
    models.WasteItem: "waste",
    models.Facility: "facilities",
    models.Stop: "stops",
}
_bulk: ContextVar[bool] = ContextVar("bulk", default=False)


def bump(name: str) -> None:
    """Mark an index as out of date; bulk writes, which send no signal, call this themselves."""
    DataVersion.objects.update_or_create(name=name, defaults={"mark": uuid.uuid4().hex})


@contextmanager
def bulk(*names: str) -> Iterator[None]:
    """Write many rows with one mark at the end in the place of one per row."""
    token = _bulk.set(True)
    try:
        yield
    finally:
        _bulk.reset(token)
    for name in names:
        bump(name)


def watch() -> None:
    """Mark an index as out of date at each row saved or deleted."""
    for model in WATCHED:
        post_save.connect(_changed, sender=model, dispatch_uid=f"saved {model.__name__}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"deleted {model.__name__}")


def _changed(sender, raw: bool = False, **_details) -> None:
    if not raw and not _bulk.get():
        bump(WATCHED[sender])


class Cached:
    """What `build` returned last, built again when the mark of `name` has changed; one query a call."""

    def __init__(self, name: str, build: Callable):
        self.name = name
        self.build = build
        self._lock = threading.Lock()
        self._mark: str | None = ""
        self._value = None

    def get(self):
        """The value that fits the rows as they are now."""
        mark = DataVersion.objects.filter(pk=self.name).values_list("mark", flat=True).first()
        if mark != self._mark:
            with self._lock:
                if mark != self._mark:
                    self._value = self.build()
                    self._mark = mark
        return self._value
