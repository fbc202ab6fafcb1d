"""Output channels: one that keeps a turn's replies until the turn is saved, one for what is said outside a turn."""
from __future__ import annotations

import copy
import time
import uuid
from collections.abc import Iterable
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.exceptions import RasaException

from channels.messenger import outbox, state
from channels.messenger.database import Database
from channels.messenger.outbox import Outgoing
from channels.messenger.render import Sign, render

NAME = "messenger"


class WindowClosed(RasaException):
    """Meta no longer lets us write to this person; whoever asked is told, nothing is kept for later."""


class MessengerOutput(OutputChannel):
    """What the two have in common: every way of speaking is a reply like Rasa's {text, buttons…}."""

    @classmethod
    def name(cls) -> str:
        """Also the name under which replies may have variants for this channel."""
        return NAME

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """See OutputChannel."""
        await self.send_response(recipient_id, {"text": text})

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        """See OutputChannel."""
        await self.send_response(recipient_id, {"text": text, "buttons": buttons})

    async def send_image_url(self, recipient_id: str, image: str, **kwargs: Any) -> None:
        """See OutputChannel."""
        await self.send_response(recipient_id, {"image": image})


class Collected(MessengerOutput):
    """Keeps replies in `replies`: they go to the outbox in the transaction that marks the message as done."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """See OutputChannel."""
        self.replies.append(copy.deepcopy(message))


class Direct(MessengerOutput):
    """Words that come from outside a turn: a person of the city, by Rasa's HTTP API."""

    def __init__(self, database: Database, sign: Sign, wake: Any) -> None:
        self._database, self._sign, self._wake = database, sign, wake

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Puts a reply in the outbox.

        Args:
            message: of a bot event; `agent` in its metadata says that a person wrote it, `key` there makes
                repeating the request harmless.

        Raises:
            WindowClosed: neither a reply nor a person's tagged words may be sent now.
        """
        person, human = state.person_of(recipient_id), bool(message.get("agent"))
        window = await self._database.call(state.window, person)
        if window.allows(human, time.time()) is None:
            raise WindowClosed("Messenger: the time allowed by Meta to write to this person is over")
        key = f"said:{message.get('key') or uuid.uuid4().hex}"
        await self._database.call(outbox.put_all, outgoing([message], key, person, self._sign, human))
        self._wake()


def outgoing(
    replies: Iterable[dict[str, Any]], key: str, person: str, sign: Sign, human: bool = False
) -> list[Outgoing]:
    """Replies as outbox messages, with keys that depend on nothing but `key` and their order."""
    rendered = [message for reply in replies for message in render(reply, sign)]
    return [Outgoing(f"{key}#{number}", person, message, human) for number, message in enumerate(rendered)]
