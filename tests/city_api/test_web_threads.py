"""Requests run in kept threads, each in one from its first middleware to its last byte; streams hold none."""

import asyncio
import threading

import pytest
from django.core import signals
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import translation
from guichet_web.threads import OneThread

MOST = 5


class Site:
    """A OneThread whose middlewares and view are the tests'."""

    def __init__(self, settings, view):
        settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("page", view)]})
        settings.MIDDLEWARE = [f"{__name__}.Noting", f"{__name__}.Noting"]
        self.app = OneThread(MOST)

    async def get(self, sent=None, left: asyncio.Event | None = None) -> list[dict]:
        """What is answered to GET /page; the client leaves when `left` is set."""
        sent = [] if sent is None else sent
        messages = [{"type": "http.request", "body": b""}]

        async def receive():
            if messages:
                return messages.pop()
            await (left or asyncio.Event()).wait()
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/page", "headers": [], "query_string": b""}
        await asyncio.wait_for(self.app(scope, receive, send), 5)
        return sent


class Noting:
    """A middleware that notes in which thread it runs."""

    seen: list[int] = []
    sync_capable, async_capable = True, True

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.seen.append(threading.get_ident())
        return self.get_response(request)


@pytest.fixture
def site(settings):
    """Makes a Site: site(view)."""
    Noting.seen.clear()
    return lambda view: Site(settings, view)


async def test_a_request_runs_in_one_thread_which_is_kept(site, settings):
    seen = []

    def view(_request):
        seen.append(threading.get_ident())
        return HttpResponse("ok")

    here = site(view)
    for _ in range(5):
        assert (await here.get())[-1]["body"] == b"ok"
    assert Noting.seen == [thread for thread in seen for _ in settings.MIDDLEWARE]
    assert len(set(seen)) <= 2 and threading.get_ident() not in seen    # a thread may be idle a moment after its answer


async def test_at_once_run_in_threads_of_their_own_but_never_more_than_the_database_allows(site):
    gate, busy, most = threading.Barrier(MOST), set(), []

    def view(_request):
        busy.add(threading.get_ident())
        most.append(len(busy))
        gate.wait(5)
        busy.discard(threading.get_ident())
        return HttpResponse()

    here = site(view)
    await asyncio.gather(*(here.get() for _ in range(3 * MOST)))
    assert len(most) == 3 * MOST and max(most) == MOST


async def test_work_whose_client_has_left_does_not_hold_up_the_next(site):
    begun, release = threading.Event(), threading.Event()

    def view(_request):
        if not begun.is_set():
            begun.set()
            release.wait(5)
        return HttpResponse("quick")

    here = site(view)
    first = asyncio.create_task(here.get())
    assert await asyncio.to_thread(begun.wait, 5)
    first.cancel()
    assert (await here.get())[-1]["body"] == b"quick"
    release.set()


async def test_a_failure_is_answered(site):
    def view(_request):
        raise ValueError

    here = site(view)
    assert (await here.get())[0]["status"] == 500


async def test_a_language_does_not_stay_in_the_thread(site):
    languages = []

    def view(_request):
        languages.append(translation.get_language())
        translation.activate("en")
        return HttpResponse()

    here = site(view)
    await here.get()
    await here.get()
    assert languages == ["fr", "fr"]


async def test_streams_hold_no_thread_and_end_with_their_client(site):
    ended, finished = [], []

    async def told():
        try:
            yield b"first"
            await asyncio.Event().wait()
        finally:
            ended.append(1)

    here = site(lambda _request: StreamingHttpResponse(told()))
    left, heard = asyncio.Event(), [[] for _ in range(2 * MOST)]
    signals.request_finished.connect(note := lambda **_: finished.append(1))
    streams = [asyncio.create_task(here.get(sent, left)) for sent in heard]
    while not all(len(sent) == 2 for sent in heard):
        await asyncio.sleep(0.01)
    assert {sent[1]["body"] for sent in heard} == {b"first"} and not ended
    left.set()
    await asyncio.gather(*streams)
    signals.request_finished.disconnect(note)
    assert len(ended) == len(finished) == 2 * MOST


async def test_a_stream_that_ends_by_itself_is_whole(site):
    async def told():
        yield b"all"

    here = site(lambda _request: StreamingHttpResponse(told()))
    assert b"".join(message.get("body", b"") for message in await here.get()) == b"all"


async def test_a_large_answer_is_whole(site):
    here = site(lambda _request: HttpResponse(b"x" * 200_000))
    assert sum(len(message.get("body", b"")) for message in await here.get()) == 200_000
