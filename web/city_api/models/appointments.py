"""Appointments: when a service receives, when it does not, and who comes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import DaysField, clock_times


class AppointmentRule(models.Model):
    """The times at which a service receives every week; slots are generated from it."""

    service = models.SlugField(_("service"), max_length=40)
    days = DaysField(_("days"))
    times = models.CharField(_("times"), max_length=400, validators=[clock_times])
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    place_fr = models.CharField(_("place (French)"), max_length=200, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    capacity = models.PositiveSmallIntegerField(_("people at once"), default=1)

    class Meta:
        verbose_name = _("reception hours")
        verbose_name_plural = _("reception hours")
        ordering = ["service", "pk"]

    def __str__(self) -> str:
        return f"{self.service} {self.days}"


class AppointmentClosure(models.Model):
    """A day on which a service does not receive; no service means none of them. Québec's holidays need no row."""

    service = models.SlugField(_("service (none: all)"), max_length=40, blank=True)
    date = models.DateField(_("day"))

    class Meta:
        verbose_name = _("day without appointments")
        verbose_name_plural = _("days without appointments")
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.service} {self.date}"


class Appointment(models.Model):
    """A booked slot. `seat` numbers the people received at once, so that the database refuses one too many."""

    service = models.SlugField(_("service"), max_length=40)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    seat = models.PositiveSmallIntegerField(_("seat"), default=0)
    place = models.CharField(_("place"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    subject = models.TextField(_("subject"), max_length=2000)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-starts_at"]
        constraints = [models.UniqueConstraint(fields=["service", "starts_at", "seat"], name="one_person_per_seat")]

    def __str__(self) -> str:
        return f"{self.service} {self.starts_at}"
