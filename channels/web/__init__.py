"""The web channel: messages by POST, everything said to the citizen by server-sent events. See docs/decisions/004."""
from channels.web.channel import WebInput

__all__ = ["WebInput"]
