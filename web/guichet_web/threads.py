"""Keeps the threads in which requests run, and with them their database connections.

Django gives every request a new thread, so that none blocks another; but a new thread means a new connection,
which costs more than most answers. Here a request takes a thread that is idle, or a new one when all are busy.
Beyond MOST at a time they wait their turn: PostgreSQL allows 100 connections, and Rasa needs some of them.
"""

import asyncio

from asgiref.sync import SyncToAsync, ThreadSensitiveContext
from django.db import connections

KEPT = 16
MOST = 40


class ReusedThreads:
    """ASGI middleware. Relies on Django leaving a thread context alone that is already set (asgiref 3)."""

    def __init__(self, app):
        self.app = app
        self._idle: list[ThreadSensitiveContext] = []
        self._turns = asyncio.Semaphore(MOST)

    async def __call__(self, scope, receive, send):
        turn = _Turn(self._turns)
        await self._turns.acquire()
        context = self._idle.pop() if self._idle else ThreadSensitiveContext()
        token = SyncToAsync.thread_sensitive_context.set(context)

        async def tell(message):
            turn.over()
            await send(message)

        try:
            await self.app(scope, receive, tell)
        finally:
            turn.over()
            SyncToAsync.thread_sensitive_context.reset(token)
            self._release(context)

    def _release(self, context: ThreadSensitiveContext) -> None:
        """Idle again once its thread is: work of a request whose client has left may still be running."""
        executor = SyncToAsync.context_to_thread_executor.get(context)
        if executor is None:
            self._keep(context)
        else:
            executor.submit(self._keep_or_close, context)

    def _keep_or_close(self, context: ThreadSensitiveContext) -> None:
        """In the context's own thread: one that is not kept leaves no connection open until it is collected."""
        if not self._keep(context):
            connections.close_all()

    def _keep(self, context: ThreadSensitiveContext) -> bool:
        room = len(self._idle) < KEPT
        if room:
            self._idle.append(context)
        return room


class _Turn:
    """Given back once: as soon as an answer begins, since a live connection may last all day."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns: asyncio.Semaphore | None = turns

    def over(self) -> None:
        if self._turns is not None:
            self._turns.release()
            self._turns = None
