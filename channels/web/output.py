"""What Rasa says, written down for the citizen's pages and told to them."""
from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from channels.web.bus import Bus
from channels.web.store import Store, UnknownConversation

ERASED = "utter_erased"   # the reply by which the dialogue says that the conversation is erased


class WebOutput(OutputChannel):
    """Writes each message and wakes who listens.

    Args:
        turn: number of the citizen's message that is being answered; None for what is said unasked.
        already: what an earlier, interrupted attempt at this turn has said; it is not said twice.
    """

    def __init__(self, store: Store, bus: Bus, turn: int | None = None, already: list[dict[str, Any]] | None = None):
        self._store, self._bus, self._turn, self._already = store, bus, turn, already or []

    @classmethod
    def name(cls) -> str:
        """Name by which replies may be varied."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One reply as Rasa has it: text, buttons, image, custom, metadata.

        A bot event that the desk sends carries `metadata: {"author": "agent", "name": "…", "key": …}`; a repeated key
        is said once. `custom: {"rating": true}` asks for a rating.
        """
        details = {**message, **(message.get("metadata") or {})}
        if details.get("utter_action") == ERASED:
            await self._store.run(self._store.erase, recipient_id)
        if (message.get("custom") or {}).get("rating"):
            await self._write(recipient_id, "rating", {})
        text = message.get("text") or message.get("image") or message.get("attachment")
        if text:
            key = f"said-{details['key']}" if details.get("key") else None
            await self._write(recipient_id, "said", _said(str(text), details), key)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """A bare text."""
        await self.send_response(recipient_id, {"text": text, **kwargs})

    async def _write(self, conversation: str, kind: str, data: dict[str, Any], key: str | None = None) -> None:
        if self._already and self._already[0] == data:
            self._already.pop(0)
            return
        try:
            await self._store.run(self._store.add, conversation, kind, data, self._turn, key)
        except UnknownConversation:   # opened by another tool than this channel, or forgotten since
            await self._store.run(self._store.open, conversation, _language(data))
            await self._store.run(self._store.add, conversation, kind, data, self._turn, key)
        await self._bus.wake(conversation)


def _said(text: str, details: dict[str, Any]) -> dict[str, Any]:
    buttons = [*(details.get("buttons") or []), *(details.get("quick_replies") or [])]
    return {
        "from": "agent" if details.get("author") == "agent" else "assistant",
        "name": str(details["name"])[:60] if details.get("author") == "agent" and details.get("name") else None,
        "text": text,
        "choices": [str(button["title"]) for button in buttons if button.get("title")],
        "language": _language(details),
    }


def _language(details: dict[str, Any]) -> str:
    """`en` when a reply says so, else `fr`."""
    return "en" if details.get("language") == "en" else "fr"
