"""Writes the audit log."""

from desk.models import AuditEntry, Conversation


def record(user, action: str, conversation: Conversation | None = None, detail: str = "") -> None:
    """Adds a row: who, what, on which conversation; `detail` is a name or a number, never words of a citizen."""
    AuditEntry.objects.create(
        user=user if user is not None and user.pk else None,
        username=user.get_username() if user is not None else "",
        action=action,
        conversation=conversation.sender if conversation else "",
        detail=detail[:200],
    )
