"""How events travel from the spool to the desk: posted to it, or through RabbitMQ."""
from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from typing import Any

import aio_pika
import httpx

EXCHANGE = "guichet.events"    # fanout: each consumer binds a queue of its own
DESK_QUEUE = "guichet.desk"
TIMEOUT = 10.0                 # seconds; below the spool's lease


class NotDelivered(Exception):
    """The other side did not take the batch; it is to be sent again, in the same order."""


class Transport(ABC):
    """Sends batches of messages in order."""

    @abstractmethod
    async def send(self, batch: list[dict[str, Any]]) -> None:
        """Returns once the whole batch is safe on the other side. Raises NotDelivered."""

    @abstractmethod
    async def close(self) -> None:
        """Closes connections."""


class DeskTransport(Transport):
    """Posts to the desk's internal address with the shared token."""

    def __init__(self, url: str, token: str) -> None:
        self._url, self._headers = url, {"Authorization": f"Bearer {token}"}
        self._client: httpx.AsyncClient | None = None

    async def send(self, batch: list[dict[str, Any]]) -> None:
        """See Transport."""
        self._client = self._client or httpx.AsyncClient(timeout=TIMEOUT, headers=self._headers)
        try:
            response = await self._client.post(self._url, json={"events": batch})
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from error
        if response.status_code != 200:
            raise NotDelivered(f"the desk answered {response.status_code}")

    async def close(self) -> None:
        """See Transport."""
        if self._client:
            await self._client.aclose()


class AmqpTransport(Transport):
    """Publishes persistent messages to a durable exchange, and waits for the broker's confirmation of each."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: aio_pika.abc.AbstractConnection | None = None
        self._exchange: aio_pika.abc.AbstractExchange | None = None

    async def send(self, batch: list[dict[str, Any]]) -> None:
        """See Transport."""
        try:
            exchange = await self._open()
            for body in batch:
                published = exchange.publish(_message(body), routing_key="", timeout=TIMEOUT / 2)
                await asyncio.wait_for(published, TIMEOUT / 2)
        except Exception as error:   # noqa: BLE001  aio-pika raises a dozen kinds while RabbitMQ is away
            await self.close()
            raise NotDelivered(type(error).__name__) from error

    async def _open(self) -> aio_pika.abc.AbstractExchange:
        if self._exchange is None or self._connection is None or self._connection.is_closed:
            self._connection = await aio_pika.connect(self._url, timeout=TIMEOUT / 2, heartbeat=10)
            channel = await self._connection.channel(publisher_confirms=True)
            self._exchange = await declare(channel)
        return self._exchange

    async def close(self) -> None:
        """See Transport."""
        connection, self._connection, self._exchange = self._connection, None, None
        if connection:
            await close_soon(connection)


async def close_soon(connection: aio_pika.abc.AbstractConnection) -> None:
    """Closes a connection whose other side may be gone, without waiting on it."""
    try:
        await asyncio.wait_for(connection.close(), 2)
    except Exception:   # noqa: BLE001  it is being thrown away, whatever state it is in
        return


async def declare(channel: aio_pika.abc.AbstractChannel) -> aio_pika.abc.AbstractExchange:
    """The exchange with the desk's queue bound to it, so that nothing is lost before the desk first starts.

    One consumer at a time reads the queue: order is kept when several desks run.
    """
    exchange = await channel.declare_exchange(EXCHANGE, aio_pika.ExchangeType.FANOUT, durable=True)
    queue = await channel.declare_queue(DESK_QUEUE, durable=True, arguments={"x-single-active-consumer": True})
    await queue.bind(exchange)
    return exchange


def _message(body: dict[str, Any]) -> aio_pika.Message:
    return aio_pika.Message(
        json.dumps(body, ensure_ascii=False).encode(), content_type="application/json", message_id=body["id"],
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
    )
