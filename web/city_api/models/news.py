"""What the city wants people to know now: notices, and road works as Open511 events."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Touched
from .places import Sector

slug = RegexValidator(r"^[\w.-]+$", _("Use letters, digits, points, hyphens and underscores."))


class Notice(models.Model):
    """A notice in force between two moments, for some sectors or the whole city."""

    class Kind(models.TextChoices):
        WATER = "water", _("water")
        SNOW = "snow", _("snow")
        COLLECTIONS = "collections", _("collections")
        WORKS = "works", _("works")
        TRANSIT = "transit", _("transit")
        SAFETY = "safety", _("safety")
        OTHER = "other", _("other")

    class Severity(models.TextChoices):
        INFO = "info", _("information")
        WARNING = "warning", _("warning")
        URGENT = "urgent", _("urgent")

    id = models.CharField(_("identifier"), max_length=64, primary_key=True, validators=[slug])
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices, default=Severity.INFO)
    title_fr = models.CharField(_("title (French)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    text_fr = models.TextField(_("text (French)"))
    text_en = models.TextField(_("text (English)"), blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, verbose_name=_("sectors (none: the whole city)"))
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.title_fr


class RoadEvent(Touched):
    """Works, closures and other road events."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", _("active")
        ARCHIVED = "ARCHIVED", _("archived")

    class Kind(models.TextChoices):
        CONSTRUCTION = "CONSTRUCTION", _("works")
        SPECIAL_EVENT = "SPECIAL_EVENT", _("special event")
        INCIDENT = "INCIDENT", _("incident")
        WEATHER_CONDITION = "WEATHER_CONDITION", _("weather")
        ROAD_CONDITION = "ROAD_CONDITION", _("road condition")

    class Severity(models.TextChoices):
        MINOR = "MINOR", _("minor")
        MODERATE = "MODERATE", _("moderate")
        MAJOR = "MAJOR", _("major")
        UNKNOWN = "UNKNOWN", _("unknown")

    id = models.CharField(_("identifier"), max_length=64, primary_key=True, validators=[slug])
    headline_fr = models.CharField(_("headline (French)"), max_length=200)
    headline_en = models.CharField(_("headline (English)"), max_length=200, blank=True)
    description_fr = models.TextField(_("description (French)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    detour_fr = models.TextField(_("detour (French)"), blank=True)
    detour_en = models.TextField(_("detour (English)"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.ACTIVE)
    event_type = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CONSTRUCTION)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices, default=Severity.UNKNOWN)
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, verbose_name=_("sectors (none: the whole city)"))
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("road event")
        verbose_name_plural = _("road events")
        ordering = ["starts", "id"]

    def __str__(self) -> str:
        return self.headline_fr


class RoadEventRoad(models.Model):
    """A street touched by a road event."""

    class State(models.TextChoices):
        CLOSED = "CLOSED", _("closed")
        SOME_LANES_CLOSED = "SOME_LANES_CLOSED", _("some lanes closed")
        SINGLE_LANE_ALTERNATING = "SINGLE_LANE_ALTERNATING", _("single lane, alternating")
        ALL_LANES_OPEN = "ALL_LANES_OPEN", _("all lanes open")

    event = models.ForeignKey(RoadEvent, models.CASCADE, related_name="roads")
    name = models.CharField(_("street"), max_length=200)
    from_street = models.CharField(_("from"), max_length=200, blank=True)
    to_street = models.CharField(_("to"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=24, choices=State.choices, blank=True)

    class Meta:
        verbose_name = _("street touched")
        verbose_name_plural = _("streets touched")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
