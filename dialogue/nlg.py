"""Replies: the citizen's language, the city's own values, and no sentence with a hole in it."""
from __future__ import annotations

import copy
import re
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from cities.current import current_placeholders
from runtime import speed

_PLACEHOLDER = re.compile(r"{(\w+)}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«•{\d])")


def fill(text: str, values: dict[str, Any]) -> str:
    """Text with its placeholders replaced; a sentence whose value is missing is left out.

    Args:
        text: reply with `{name}` placeholders; braces in values are never read as placeholders.
        values: by name; None or "" means that there is nothing to say.
    """
    lines = []
    for line in text.split("\n"):
        kept = [_replace(part, values) for part in _SENTENCE.split(line) if _complete(part, values)]
        if kept or not line.strip():
            lines.append(" ".join(kept))
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return re.sub(r"(?<=[^.])\.\.(?!\.)", ".", whole)   # a value that ends with its own full stop


def _complete(part: str, values: dict[str, Any]) -> bool:
    return all(values.get(name) not in (None, "") for name in _PLACEHOLDER.findall(part))


def _replace(part: str, values: dict[str, Any]) -> str:
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), part)


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
            reply["text"] = fill(reply["text"], values)
        reply.pop("condition", None)
        reply.setdefault("metadata", {})["language"] = language
        return reply


def _choose(variants: list[dict[str, Any]], language: str, channel: str) -> dict[str, Any]:
    def score(variant: dict[str, Any]) -> tuple[bool, bool]:
        wanted = {c["value"] for c in variant.get("condition", []) if c.get("name") == "language"}
        if (wanted and language not in wanted) or variant.get("channel", channel) != channel:
            return (False, False)
        return (True, bool(wanted) or "channel" in variant)

    return max(variants, key=score)
