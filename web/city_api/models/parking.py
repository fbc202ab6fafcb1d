"""The overnight winter parking ban."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import MonthDayField, Touched


class ParkingSeason(models.Model):
    """The usual hours and dates of the ban; the first row is the one in force."""

    season_from = MonthDayField(_("first day (MM-DD)"))
    season_to = MonthDayField(_("last day (MM-DD)"))
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))
    decided_by = models.TimeField(_("decided by"))

    class Meta:
        verbose_name = _("parking ban season")
        verbose_name_plural = _("parking ban seasons")

    def __str__(self) -> str:
        return f"{self.season_from} - {self.season_to}"


class ParkingNight(Touched):
    """The decision for the night that begins on a day; empty while it is not taken."""

    date = models.DateField(_("evening"), primary_key=True)
    banned = models.BooleanField(_("parking banned"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    note_fr = models.CharField(_("note (French)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("night of the parking ban")
        verbose_name_plural = _("nights of the parking ban")
        ordering = ["-date"]

    def __str__(self) -> str:
        return str(self.date)
