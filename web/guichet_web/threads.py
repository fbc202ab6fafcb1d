"""Runs each request in one thread, from the first middleware to the last byte, and keeps the threads.

Django's own asynchronous handler changes threads twice for each middleware that is not asynchronous: some eighteen
changes for a fragment of the desk, which cost twice as much as the fragment. And it gives every request a new
thread, which means a new connection to the database. Here a request takes a thread that is idle, or a new one when
all are busy; beyond `most` they wait their turn. Few are enough: Python runs one at a time, the others wait for the
database, and many of them hold each other up at Django's locks (its thread locals have one each). PostgreSQL allows
100 connections, and Rasa needs some of them.

A view may answer with an asynchronous stream (the desk's live connection): it then holds no thread.
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.http import HttpResponseBase
from django.urls import set_script_prefix


class OneThread(ASGIHandler):
    """Django as an ASGI application whose middlewares and views are called synchronously.

    Args:
        most: threads.
    """

    def __init__(self, most: int) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="request")

    async def __call__(self, scope, receive, send) -> None:
        """Answers one HTTP request. Raises ValueError for any other connection."""
        if scope["type"] != "http":
            raise ValueError(scope["type"])
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await self._in_thread(self._respond, scope, body)
        if response.streaming:
            await self._stream(response, receive, send)
        else:
            await self.send_response(response, send)

    def _in_thread(self, call, *arguments) -> asyncio.Future:
        """In a context of its own, so that a language activated for one request does not stay in the thread."""
        run = contextvars.Context().run
        return asyncio.get_running_loop().run_in_executor(self._threads, run, call, *arguments)

    def _respond(self, scope, body) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, response = self.create_request(scope, body)
        if request is not None:
            response = self.get_response(request)
        response._handler_class = self.__class__
        if not response.streaming:
            response.close()
            body.close()
        return response

    async def _stream(self, response: HttpResponseBase, receive, send) -> None:
        """Sends until the stream ends or the client has left, whichever comes first."""
        tasks = [asyncio.create_task(self._left(receive)), asyncio.create_task(self.send_response(response, send))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            await self._in_thread(response.close)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _left(self, receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            continue
