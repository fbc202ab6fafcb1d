"""Bodies that are too large."""

import pytest
from guichet_web.body_limit import BodyLimit


async def exchange(chunks, headers=(), limit=10):
    """Send chunks to an application that reads them all; return what it read and what was answered."""
    pending, sent, read = list(chunks), [], []

    async def receive():
        body = pending.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(pending)}

    async def send(message):
        sent.append(message)

    async def app(scope, receive, send):
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            read.append(message["body"])
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})

    await BodyLimit(app, limit)({"type": "http", "headers": list(headers)}, receive, send)
    return b"".join(read), [message["status"] for message in sent if "status" in message]


@pytest.mark.parametrize("chunks", [[b""], [b"0123456789"], [b"01234", b"56789"]])
async def test_within_the_limit(chunks):
    assert await exchange(chunks) == (b"".join(chunks), [200])


async def test_announced_too_large_is_not_read():
    assert await exchange([b"x" * 11], [(b"content-length", b"11")]) == (b"", [413])


async def test_counted_too_large_is_cut_off_and_answered_once():
    read, statuses = await exchange([b"0123456789", b"x", b"y"])
    assert read == b"0123456789"
    assert statuses == [413]


async def test_a_length_that_is_no_number_is_counted():
    assert await exchange([b"ok"], [(b"content-length", b"many")]) == (b"ok", [200])


async def test_other_protocols_pass():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    await BodyLimit(app, 1)({"type": "lifespan"}, None, None)
    assert seen == ["lifespan"]
