"""Rasa's own `rest` channel behind the edge, for integrations and measures on the loopback address."""
from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput as RasaRestInput
from sanic import Blueprint
from sanic.exceptions import Forbidden, InvalidUsage, PayloadTooLarge
from sanic.request import Request

from channels import edge
from channels.failures import where
from channels.texts import text

logger = logging.getLogger(__name__)
PUBLIC = ("web-", "facebook-")   # conversations of the public channels are not for whoever knows their id


class RestInput(RasaRestInput):
    """Same paths and answers as Rasa's, but messages are screened, and no client names its channel or its metadata."""

    def _extract_message(self, req: Request) -> str:
        return edge.screen(_body(req).get("message")).text

    async def _extract_sender(self, req: Request) -> str | None:
        sender = _body(req).get("sender")
        if str(sender).startswith(PUBLIC):
            raise Forbidden("not a conversation of this channel")
        return sender

    def _extract_input_channel(self, req: Request) -> str:
        return self.name()

    def get_metadata(self, request: Request) -> dict[str, Any]:
        """Only what edge.metadata allows."""
        body = _body(request)
        return edge.metadata(edge.screen(body.get("message")), body.get("metadata"))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa's paths, with failures logged here: Rasa's handler would log the message's text."""

        async def guarded(message: UserMessage) -> None:
            try:
                await on_new_message(message)
            except Exception as error:   # noqa: BLE001  whatever fails, the caller gets words
                logger.error("rest message failed: %s", where(error))
                await message.output_channel.send_text_message(message.sender_id, text("failure", "fr"))

        return super().blueprint(guarded)


def _body(request: Request) -> dict[str, Any]:
    """The request's JSON object.

    Raises:
        PayloadTooLarge: above edge.MAX_BODY.  InvalidUsage: when it is not an object.
    """
    if len(request.body) > edge.MAX_BODY:
        raise PayloadTooLarge("body too large")
    if not isinstance(request.json, dict):
        raise InvalidUsage("a JSON object is expected")
    return request.json
