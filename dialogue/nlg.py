"""Replies: the citizen's language, the city's own values, and no sentence with a hole in it."""
from __future__ import annotations

import copy
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from cities.current import current_placeholders
from dialogue.filling import fill, tied
from runtime import speed


class ProfileResponses(TemplatedNaturalLanguageGenerator):
    """Chooses a reply's variant by language and channel, and fills it from the action's values and the city profile.

    French is the variant without condition, so that there is always something to say.
    """

    def __init__(self, endpoint_config: Any = None, domain: Domain | None = None) -> None:
        speed.apply()
        super().__init__((domain or Domain.empty()).responses)   # Rasa's agent fills it again with each model

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The reply `utter_action`, or None when there is no such reply."""
        language = kwargs.get("language") or tracker.get_slot("language")   # an action may just have changed it
        language = "en" if language == "en" else "fr"
        variants = self.responses.get(utter_action)
        if not variants:
            return None
        reply = copy.deepcopy(_choose(variants, language, output_channel))
        values = {**current_placeholders(language), **kwargs}
        if reply.get("text"):
            text = fill(reply["text"], values)
            reply["text"] = text if language == "en" else tied(text)
        reply.pop("condition", None)
        reply.setdefault("metadata", {})["language"] = language
        return reply


def _choose(variants: list[dict[str, Any]], language: str, channel: str) -> dict[str, Any]:
    def score(variant: dict[str, Any]) -> tuple[bool, bool, bool]:
        wanted = {c["value"] for c in variant.get("condition", []) if c.get("name") == "language"}
        if (wanted and language not in wanted) or variant.get("channel", channel) != channel:
            return (False, False, False)
        return (True, bool(wanted), "channel" in variant)

    return max(variants, key=score)
