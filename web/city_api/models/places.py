"""Sectors, streets and civic addresses; the snow of each street."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SnowState(models.TextChoices):
    """How far a street or a sidewalk is cleared."""

    NONE = "none", _("no operation")
    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in_progress", _("in progress")
    CLEARED = "cleared", _("cleared")
    POSTPONED = "postponed", _("postponed")


class Sector(models.Model):
    """A part of the city with its own collection days."""

    code = models.CharField(_("code"), max_length=50, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_fr


class Street(models.Model):
    """A street by its full name, `rue des Érables`, with the state of its snow."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    snow_state = models.CharField(_("snow"), max_length=12, choices=SnowState.choices, default=SnowState.NONE)
    sidewalk_state = models.CharField(_("sidewalk"), max_length=12, choices=SnowState.choices, blank=True)
    planned_start = models.DateTimeField(_("planned start"), null=True, blank=True)
    planned_end = models.DateTimeField(_("planned end"), null=True, blank=True)
    snow_updated_at = models.DateTimeField(_("snow updated"), default=timezone.now)

    class Meta:
        verbose_name = _("street and its snow")
        verbose_name_plural = _("streets and their snow")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """A civic address. `id` is public and stable."""

    id = models.CharField(_("identifier"), max_length=64, primary_key=True)
    civic_number = models.CharField(_("civic number"), max_length=20)
    street = models.ForeignKey(Street, models.CASCADE, related_name="addresses", verbose_name=_("street"))
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["street__name", "civic_number"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """`145, rue des Érables`, as a citizen reads it."""
        return f"{self.civic_number}, {self.street.name}"
