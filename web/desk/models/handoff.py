"""What waits for a person: someone in the queue, or a message left."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.models.conversation import Conversation
from desk.models.people import Agent


class Handoff(models.Model):
    """A typed handoff from the assistant; at most one live one is open per conversation."""

    class Kind(models.TextChoices):
        """Someone waits in the conversation, or left a message to be answered by a date."""

        LIVE = "live", _("Conversation")
        MESSAGE = "message", _("Message")

    class Reason(models.TextChoices):
        """Why the assistant handed over."""

        ASKED = "asked", _("Asked for a person")
        NOT_UNDERSTOOD = "not_understood", _("Not understood")
        FORM_STUCK = "form_stuck", _("Form stuck")
        COMPLAINT = "complaint", _("Complaint")
        OTHER_CITY_MATTER = "other_city_matter", _("Other city matter")
        CRISIS = "crisis", _("Crisis")
        AGENT = "agent", _("Taken over by an agent")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Waiting")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        """How it ended."""

        RETURNED = "returned", _("Given back to the assistant")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled by the citizen")
        EXPIRED = "expired", _("Nobody was free in time")
        ANSWERED = "answered", _("Answered")
        ERASED = "erased", _("Erased by the citizen")

    key = models.CharField(max_length=64, unique=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="handoffs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=24, choices=Reason.choices)
    language = models.CharField(max_length=2, default="fr")
    topic = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(default=list)       # [{"label", "value"}], facts only
    contact = models.JSONField(default=dict)       # {"email", "phone"}, of a message
    number = models.CharField(max_length=128, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    holder = models.ForeignKey(Agent, models.SET_NULL, null=True, related_name="held")
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)   # first words of a person
    active_at = models.DateTimeField(null=True)    # last sign of life of the holder in this conversation
    told_at = models.DateTimeField(null=True)      # last time the citizen was told about the wait
    told_position = models.IntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    settled = models.BooleanField(null=True)
    rating = models.IntegerField(null=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=models.Q(kind="live") & ~models.Q(state="closed"), name="one_live"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def live(self) -> bool:
        """Whether someone waits or talks now."""
        return self.kind == self.Kind.LIVE
