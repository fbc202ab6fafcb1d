"""manage.py consume_events: takes in Rasa's events from RabbitMQ (EVENT_BROKER_URL=amqp://…), in order, for ever."""

import asyncio
import json
import logging
import os

import aio_pika
from asgiref.sync import sync_to_async
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connections

from desk import ingest
from runtime.event_broker_transport import DESK_QUEUE, close_soon, declare

logger = logging.getLogger(__name__)

AT_ONCE = 50     # messages in hand
PAUSE = 1.0      # seconds before trying again, when RabbitMQ or the database is away


class Command(BaseCommand):
    """One consumer reads the queue; others stand by until it goes away."""

    help = "Takes in Rasa's events from RabbitMQ."

    def handle(self, **_options) -> None:
        """Raises CommandError when the environment names no RabbitMQ."""
        url = os.environ.get("EVENT_BROKER_URL", "")
        if not url.startswith(("amqp:", "amqps:")):
            raise CommandError("EVENT_BROKER_URL is not an amqp: address; without RabbitMQ, Rasa posts to the desk.")
        logging.getLogger("aio_pika").setLevel(logging.ERROR)
        logging.getLogger("aiormq").setLevel(logging.ERROR)
        asyncio.run(consume_for_ever(url))


async def consume_for_ever(url: str) -> None:
    """Consumes, and connects again each time that the connection is lost."""
    while True:
        try:
            await _consume(url)
        except Exception as error:   # noqa: BLE001  aio-pika raises a dozen kinds while RabbitMQ is away
            logger.warning("consume_events: %s", type(error).__name__)
        await asyncio.sleep(PAUSE)


async def _consume(url: str) -> None:
    connection = await aio_pika.connect(url, timeout=5, heartbeat=10)
    lost = asyncio.Event()
    connection.close_callbacks.add(lambda *_: lost.set())
    reading = asyncio.create_task(_read(connection))
    waiting = asyncio.create_task(lost.wait())      # a reader is not told that its connection is gone
    try:
        await asyncio.wait({reading, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            reading.result()
    finally:
        reading.cancel()
        waiting.cancel()
        await close_soon(connection)


async def _read(connection: aio_pika.abc.AbstractConnection) -> None:
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=AT_ONCE)
    await declare(channel)
    queue = await channel.get_queue(DESK_QUEUE)
    async with queue.iterator() as messages:
        async for message in messages:
            await _take_in(message)


async def _take_in(message: aio_pika.abc.AbstractIncomingMessage) -> None:
    """Acknowledged once it is in the database; what is no event at all is acknowledged too, or it would block."""
    try:
        event = json.loads(message.body)
    except ValueError:
        logger.error("consume_events: a message that is not JSON was left out")
        await message.ack()
        return
    await sync_to_async(_apply)(event)
    await message.ack()


def _apply(event: object) -> None:
    try:
        ingest.take_in([event])
    finally:
        if not connections["default"].in_atomic_block:
            close_old_connections()
