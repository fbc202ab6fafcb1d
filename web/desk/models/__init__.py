"""Tables of the desk."""

from desk.models.audit import AuditEntry
from desk.models.canned import CannedReply
from desk.models.command import Command
from desk.models.conversation import Conversation, Message
from desk.models.handoff import Handoff
from desk.models.people import Agent
from desk.models.work import Duty

__all__ = ["Agent", "AuditEntry", "CannedReply", "Command", "Conversation", "Duty", "Handoff", "Message"]
