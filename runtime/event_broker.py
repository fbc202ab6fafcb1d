"""Rasa's event broker towards the agents' desk: written down first, delivered in order, as often as it takes.

Settings, from the environment:
    DESK_URL          base address of the desk; without it there is no desk, and no broker
    INTERNAL_TOKEN    shared secret between Rasa, action server and desk
    EVENT_BROKER_URL  desk:// (default: posted to the desk) or amqp://… (RabbitMQ, read by `manage.py consume_events`)
    EVENT_SPOOL_URL   SQLAlchemy address of the spool, sqlite:///var/events.db by default
"""
from __future__ import annotations

import os
from asyncio import AbstractEventLoop
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from runtime.event_broker_sender import Sender
from runtime.event_broker_spool import Spool
from runtime.event_broker_transport import AmqpTransport, DeskTransport, Transport
from runtime.event_broker_wire import wire

DEFAULT_SPOOL = "sqlite:///var/events.db"


class BrokerMisconfigured(RasaException):
    """The environment does not say how to reach the desk."""


class DeskEventBroker(EventBroker):
    """Keeps what the desk must hear in a spool, from which a thread delivers it."""

    def __init__(self, spool: Spool, transport: Transport) -> None:
        self._spool = spool
        self._sender = Sender(spool, transport)
        self._sender.start()

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: AbstractEventLoop | None = None
    ) -> DeskEventBroker | None:
        """The broker of this process, or None when the installation has no desk.

        Raises:
            BrokerMisconfigured: when the desk is named, but a setting that it takes is missing or wrong.
        """
        desk = os.environ.get("DESK_URL", "").strip().rstrip("/")
        if not desk:
            return None
        return cls(Spool(os.environ.get("EVENT_SPOOL_URL") or DEFAULT_SPOOL), _transport(desk))

    def publish(self, event: dict[str, Any]) -> None:
        """Writes an event down before the tracker is saved; events that the desk does not need are left out."""
        message = wire(event)
        if message is not None:
            self._spool.put(message)
            self._sender.wake()

    async def close(self) -> None:
        """Stops delivering; what waits stays in the spool for the next start."""
        self._sender.stop()


def _transport(desk: str) -> Transport:
    url = os.environ.get("EVENT_BROKER_URL") or "desk://"
    token = os.environ.get("INTERNAL_TOKEN", "").strip()
    if not token:
        raise BrokerMisconfigured("INTERNAL_TOKEN is not set: see .env.example")
    if url.startswith("desk:"):
        return DeskTransport(f"{desk}/desk/internal/events", token)
    if url.startswith(("amqp:", "amqps:")):
        return AmqpTransport(url)
    raise BrokerMisconfigured("EVENT_BROKER_URL must start with desk:, amqp: or amqps:")
