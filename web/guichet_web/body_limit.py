"""Refuses bodies that are too large before they are read or written to disk."""

import json

PROBLEM = json.dumps({"type": "about:blank", "title": "Content Too Large", "status": 413}).encode()
HEADERS = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]


class BodyLimit:
    """ASGI middleware: answers 413 to a request whose body, announced or counted, passes `limit` bytes."""

    def __init__(self, app, limit: int):
        self.app = app
        self.limit = limit

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self._announced(scope) > self.limit:
            await self._refuse(send)
        else:
            await self._counted(scope, receive, send)

    def _announced(self, scope) -> int:
        value = dict(scope["headers"]).get(b"content-length", b"0")
        return int(value) if value.isdigit() else 0

    async def _refuse(self, send):
        await send({"type": "http.response.start", "status": 413, "headers": HEADERS})
        await send({"type": "http.response.body", "body": PROBLEM})

    async def _counted(self, scope, receive, send):
        size = 0
        refused = False

        async def counting_receive():
            nonlocal size, refused
            message = await receive()
            size += len(message.get("body", b""))
            if size > self.limit and not refused:
                refused = True
                await self._refuse(send)
            return {"type": "http.disconnect"} if refused else message

        async def guarded_send(message):
            if not refused:
                await send(message)

        await self.app(scope, counting_receive, guarded_send)
