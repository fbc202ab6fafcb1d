"""Messenger's clock: how long after the citizen's last words a person may still write.

Meta's rules (Messenger Platform, message tags): anything within 24 hours; after that, up to 7 days, only what a
person wrote, with the tag HUMAN_AGENT. The channel puts the tag; the desk shows the clock and refuses past it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from desk.models import Conversation

LIMITED = {"messenger", "facebook"}
STANDARD = timedelta(hours=24)
HUMAN_AGENT = timedelta(days=7)


@dataclass(frozen=True)
class Window:
    """`limited` channels have a clock: `standard_until`, then `until` with the human-agent tag; None elsewhere."""

    limited: bool
    standard_until: datetime | None = None
    until: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether a person may write now."""
        return not self.limited or (self.until is not None and timezone.now() < self.until)

    @property
    def standard(self) -> bool:
        """Whether automatic messages may be sent too."""
        return not self.limited or (self.standard_until is not None and timezone.now() < self.standard_until)


def of(conversation: Conversation) -> Window:
    """The window of a conversation."""
    if conversation.channel not in LIMITED:
        return Window(False)
    last = conversation.citizen_at
    return Window(True, last and last + STANDARD, last and last + HUMAN_AGENT)
