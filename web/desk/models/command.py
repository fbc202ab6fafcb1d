"""What the desk has to make happen in Rasa's tracker."""

import uuid

from django.db import models
from django.utils import timezone

from desk.models.conversation import Conversation


class Command(models.Model):
    """Events to append to a tracker: written down with the agent's gesture, sent in order, as often as it takes."""

    class State(models.TextChoices):
        """Where it stands; `failed` is shown to the agent, who may send it again."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="commands")
    events = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    attempts = models.IntegerField(default=0)
    doubtful = models.BooleanField(default=False)   # an attempt ended without an answer: look before sending again
    next_try = models.FloatField(default=0.0)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)
