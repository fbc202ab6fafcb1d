"""Who works at the desk."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ALIVE = timedelta(seconds=45)   # three heartbeats of the live connection


class Agent(models.Model):
    """What the desk keeps of an account: presence, language, sound."""

    class Presence(models.TextChoices):
        """What an agent says of themselves; an agent on the phone is here, but not free."""

        AVAILABLE = "available", _("Available")
        PHONE = "phone", _("On the phone")
        AWAY = "away", _("Away")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="agent")
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.AWAY)
    seen_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, default="fr")
    sound = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What citizens and colleagues call this person."""
        return self.user.first_name or self.user.username

    @property
    def here(self) -> bool:
        """Whether the desk is open on this person's screen."""
        return self.seen_at is not None and timezone.now() - self.seen_at < ALIVE

    @classmethod
    def free(cls) -> models.QuerySet["Agent"]:
        """Agents who are here and say that they can take someone."""
        return cls.objects.filter(
            presence=cls.Presence.AVAILABLE, seen_at__gt=timezone.now() - ALIVE, user__is_active=True
        )
