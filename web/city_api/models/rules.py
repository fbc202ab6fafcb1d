"""Transfer duty and permits."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyYear(models.Model):
    """The transfer duty of a year; its brackets hang below."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)

    class Meta:
        verbose_name = _("transfer duty")
        verbose_name_plural = _("transfer duties")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class DutyBracket(models.Model):
    """A rate in percent of the part of the price above a bound in dollars."""

    duty = models.ForeignKey(DutyYear, models.CASCADE, related_name="brackets")
    above = models.DecimalField(_("above ($)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    rate = models.DecimalField(_("rate (%)"), max_digits=6, decimal_places=3, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("bracket")
        verbose_name_plural = _("brackets")
        ordering = ["above"]
        constraints = [models.UniqueConstraint(fields=["duty", "above"], name="one_rate_per_bound")]

    def __str__(self) -> str:
        return f"{self.above}: {self.rate}"


class Permit(models.Model):
    """What the city asks for a kind of project; lists are kept one entry a line."""

    class Kind(models.TextChoices):
        POOL = "pool", _("pool")
        SHED = "shed", _("shed of a detached house")
        SEMI_DETACHED_SHED = "semi_detached_shed", _("shed of a semi-detached house")
        GARAGE = "garage", _("detached garage")
        GAZEBO = "gazebo", _("gazebo")
        CARPORT = "carport", _("permanent carport")
        LANDSCAPING = "landscaping", _("landscaping")
        BACKFILL = "backfill", _("backfill and excavation")
        SHORELINE = "shoreline", _("work on a shore")

    permit_type = models.CharField(_("kind"), max_length=20, choices=Kind.choices, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    required = models.BooleanField(_("permit required"), default=True)
    fee = models.DecimalField(_("fee ($)"), max_digits=8, decimal_places=2, null=True, blank=True)
    processing_days = models.PositiveSmallIntegerField(_("delay (days)"), null=True, blank=True)
    documents_fr = models.TextField(_("documents, one a line (French)"), blank=True)
    documents_en = models.TextField(_("documents, one a line (English)"), blank=True)
    rules_fr = models.TextField(_("rules, one a line (French)"), blank=True)
    rules_en = models.TextField(_("rules, one a line (English)"), blank=True)
    bylaw = models.CharField(_("by-law"), max_length=200, blank=True)
    form_url = models.URLField(_("form"), blank=True)

    class Meta:
        verbose_name = _("permit")
        verbose_name_plural = _("permits")
        ordering = ["permit_type"]

    def __str__(self) -> str:
        return self.name_fr
