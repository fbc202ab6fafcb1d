"""GTFS-Realtime, polled in a thread of its own so that no request ever waits for it.

CITY_GTFS_RT lists addresses or files. What is older than five minutes is dropped.
"""

import logging
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import requests
from django.conf import settings
from google.transit import gtfs_realtime_pb2

from .trip_updates import News

logger = logging.getLogger(__name__)
STALE = timedelta(minutes=5)
LARGEST = 30 * 1024 * 1024

_messages: dict[str, tuple[datetime, gtfs_realtime_pb2.FeedMessage]] = {}
_news: tuple[tuple, News] = ((), News([]))
_thread: threading.Thread | None = None
_stop = threading.Event()


def start() -> None:
    """Begin to poll when there is something to poll; does nothing the second time."""
    global _thread
    if settings.CITY_GTFS_RT and _thread is None:
        _stop.clear()
        _thread = threading.Thread(target=_run, name="gtfs-realtime", daemon=True)
        _thread.start()


def stop() -> None:
    """Stop polling and forget what was read."""
    global _thread
    _stop.set()
    _thread = None
    _messages.clear()


def poll() -> None:
    """Read every source once. A source that fails keeps its last message until it is stale."""
    for source in settings.CITY_GTFS_RT:
        try:
            message = gtfs_realtime_pb2.FeedMessage.FromString(_read(source))
        except Exception as error:  # whatever a stranger's server may do, the next poll must come
            logger.warning("real-time source %d: %s", settings.CITY_GTFS_RT.index(source) + 1, type(error).__name__)
            continue
        stamp = message.header.timestamp
        made = datetime.fromtimestamp(stamp, timezone.utc) if stamp else datetime.now(timezone.utc)
        _messages[source] = (made, message)


def fresh() -> list[gtfs_realtime_pb2.FeedMessage]:
    """Messages of the last five minutes."""
    limit = datetime.now(timezone.utc) - STALE
    return [message for made, message in list(_messages.values()) if made >= limit]


def current() -> News:
    """The trip updates of the fresh messages, indexed once per set of messages."""
    global _news
    start()
    messages = fresh()
    mark = tuple(map(id, messages))
    if mark != _news[0]:
        _news = (mark, News(messages))
    return _news[1]


def _run() -> None:
    while not _stop.is_set():
        poll()
        _stop.wait(settings.CITY_GTFS_RT_SECONDS)


def _read(source: str) -> bytes:
    if not source.startswith(("http://", "https://")):
        return Path(source.removeprefix("file://")).read_bytes()
    limit = settings.CITY_GTFS_RT_TIMEOUT
    deadline = time.monotonic() + limit
    with requests.get(source, timeout=limit, stream=True) as response:
        response.raise_for_status()
        body = bytearray()
        for chunk in response.iter_content(65536):
            body += chunk
            if len(body) > LARGEST or time.monotonic() > deadline:
                raise TimeoutError
        return bytes(body)
