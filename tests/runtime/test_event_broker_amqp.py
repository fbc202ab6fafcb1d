"""Through a real RabbitMQ that is stopped and started: nothing lost, order kept."""

from __future__ import annotations

import asyncio
import json
import time

import aio_pika
import pytest

from runtime.event_broker import DeskEventBroker
from runtime.event_broker_spool import Spool
from runtime.event_broker_transport import DESK_QUEUE, AmqpTransport
from tests.support.rabbitmq_server import RabbitMq


@pytest.fixture(scope="module")
def rabbitmq():
    """A node."""
    node = RabbitMq()
    node.start()
    yield node
    node.remove()


def said(number: int) -> dict:
    """A user event as Rasa publishes it."""
    return {"sender_id": "a", "event": "user", "text": f"m{number}", "timestamp": time.time(), "parse_data": {}}


async def received(url: str, count: int) -> list[str]:
    """Texts in the desk's queue, in order."""
    async with await aio_pika.connect(url) as connection:
        queue = await (await connection.channel()).get_queue(DESK_QUEUE)
        found = []
        async with queue.iterator(timeout=40) as messages:
            async for message in messages:
                await message.ack()
                found.append(json.loads(message.body)["text"])
                if len(found) == count:
                    return found
    return found


def test_published_before_during_and_after_a_stop(rabbitmq, tmp_path):
    broker = DeskEventBroker(Spool(f"sqlite:///{tmp_path}/spool.db"), AmqpTransport(rabbitmq.url))
    for number in range(20):
        broker.publish(said(number))
    time.sleep(1.5)
    rabbitmq.stop()
    for number in range(20, 40):
        broker.publish(said(number))
    time.sleep(1)
    rabbitmq.start()
    for number in range(40, 50):
        broker.publish(said(number))
    texts = asyncio.new_event_loop().run_until_complete(received(rabbitmq.url, 50))
    once = list(dict.fromkeys(texts))
    assert once == [f"m{number}" for number in range(50)]
    broker._sender.stop()
