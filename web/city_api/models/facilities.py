"""Facilities, their weekly hours by season, and the days that differ."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import DaysField, MonthDayField


class Facility(models.Model):
    """A place that opens its doors."""

    class Kind(models.TextChoices):
        POOL = "pool", _("pool")
        ARENA = "arena", _("arena")
        LIBRARY = "library", _("library")
        SPLASH_PAD = "splash_pad", _("splash pad")
        COURT = "court", _("court")
        COMMUNITY_CENTRE = "community_centre", _("community centre")
        ECOCENTRE = "ecocentre", _("ecocentre")

    id = models.CharField(_("identifier"), max_length=64, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    address = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return self.name_fr


class Opening(models.Model):
    """An opening period: hours, what is done and for whom."""

    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    activity_fr = models.CharField(_("activity (French)"), max_length=200, blank=True)
    activity_en = models.CharField(_("activity (English)"), max_length=200, blank=True)
    audience_fr = models.CharField(_("audience (French)"), max_length=200, blank=True)
    audience_en = models.CharField(_("audience (English)"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a period that closes before it opens. Raises ValidationError."""
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError(_("It closes before it opens."))


class WeeklyHours(Opening):
    """Hours that come back every week of a season; without bounds, all year."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="weekly_hours")
    days = DaysField(_("days"))
    season_from = MonthDayField(_("first day (MM-DD)"), blank=True)
    season_to = MonthDayField(_("last day (MM-DD)"), blank=True)

    class Meta:
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")
        ordering = ["opens"]

    def __str__(self) -> str:
        return f"{self.days} {self.opens:%H:%M}"


class SpecialDay(models.Model):
    """A day on which the weekly hours do not hold; closed when it has no hours of its own."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="special_days")
    date = models.DateField(_("day"))
    note_fr = models.CharField(_("note (French)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["-date"]
        constraints = [models.UniqueConstraint(fields=["facility", "date"], name="one_special_day")]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.date}"


class SpecialHours(Opening):
    """Hours of a special day."""

    day = models.ForeignKey(SpecialDay, models.CASCADE, related_name="hours")

    class Meta:
        verbose_name = _("special hours")
        verbose_name_plural = _("special hours")
        ordering = ["opens"]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}"
