"""Conversations and what was said in them, as heard from Rasa."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.models.people import Agent


class Conversation(models.Model):
    """A mirror of the tracker: who holds the conversation is decided there, by events."""

    class Owner(models.TextChoices):
        """Values of the slot `owner`."""

        ASSISTANT = "assistant", _("Assistant")
        QUEUE = "queue", _("Queue")
        AGENT = "agent", _("Person")

    sender = models.CharField(max_length=255, unique=True)
    channel = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=2, default="fr")
    owner = models.CharField(max_length=10, choices=Owner.choices, default=Owner.ASSISTANT)
    owner_at = models.FloatField(default=0.0)           # Rasa's time of the last change; older ones are ignored
    topic = models.CharField(max_length=64, blank=True)
    citizen_at = models.DateTimeField(null=True)        # last words of the citizen
    answered_at = models.DateTimeField(null=True)       # last words of an agent
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)
    lease_until = models.FloatField(default=0.0)        # while one process sends this conversation's commands

    class Meta:
        ordering = ["-touched_at"]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Message(models.Model):
    """One thing said, noted, or that happened."""

    class Author(models.TextChoices):
        """Who speaks; `desk` is automatic, said for the queue; a note and a fact are seen by agents only."""

        CITIZEN = "citizen", _("Citizen")
        ASSISTANT = "assistant", _("Assistant")
        AGENT = "agent", _("Agent")
        DESK = "desk", _("Automatic message")
        NOTE = "note", _("Note")
        FACT = "fact", _("Event")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    event = models.CharField(max_length=40, unique=True, null=True)   # identity of Rasa's event
    command = models.OneToOneField("desk.Command", models.SET_NULL, null=True, related_name="message")
    author = models.CharField(max_length=10, choices=Author.choices)
    agent = models.ForeignKey(Agent, models.SET_NULL, null=True)
    text = models.TextField(blank=True)
    buttons = models.JSONField(default=list)
    location = models.JSONField(null=True)
    attachments = models.JSONField(default=list)
    emergency = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)         # says again, changed, what was said before
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["conversation", "at"])]

    def __str__(self) -> str:
        return f"{self.author} {self.pk}"
