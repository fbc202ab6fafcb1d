"""Collections and the sorting guide."""

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Touched
from .places import Sector


class Stream(models.TextChoices):
    """What a truck picks up."""

    GARBAGE = "garbage", _("garbage")
    RECYCLING = "recycling", _("recycling")
    ORGANICS = "organics", _("organics")
    BULKY = "bulky", _("bulky items")
    LEAVES = "leaves", _("leaves")
    BRANCHES = "branches", _("branches")
    CHRISTMAS_TREES = "christmas_trees", _("Christmas trees")


class Destination(models.TextChoices):
    """Where an item goes."""

    GARBAGE = "garbage", _("garbage")
    RECYCLING = "recycling", _("recycling")
    ORGANICS = "organics", _("organics")
    BULKY = "bulky", _("bulky items")
    BRANCHES = "branches", _("branches")
    ECOCENTRE = "ecocentre", _("ecocentre")
    HAZARDOUS = "hazardous", _("hazardous waste depot")
    RETURN_TO_STORE = "return_to_store", _("return to the store")
    DONATION = "donation", _("donation")


def recurrence(value: str) -> None:
    """Refuse what is not an RRULE of RFC 5545 by days. Raises ValidationError."""
    try:
        rrulestr(value, dtstart=None)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValidationError(_("This is not a recurrence rule such as FREQ=WEEKLY;INTERVAL=2;BYDAY=TU.")) from error


class CollectionRule(Touched):
    """When a stream is picked up in a sector. A blank rule means only the first day."""

    sector = models.ForeignKey(Sector, models.CASCADE, verbose_name=_("sector"), related_name="collection_rules")
    stream = models.CharField(_("stream"), max_length=16, choices=Stream.choices)
    start = models.DateField(_("first day"))
    rrule = models.CharField(_("recurrence"), max_length=300, blank=True, validators=[recurrence])
    until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("collection rule")
        verbose_name_plural = _("collection rules")
        ordering = ["sector", "stream", "start"]

    def __str__(self) -> str:
        return f"{self.sector_id} {self.stream} {self.start}"


class CollectionException(Touched):
    """A collection that is moved, or cancelled when it has no new day. No sector means all of them."""

    sector = models.ForeignKey(Sector, models.CASCADE, null=True, blank=True, verbose_name=_("sector"))
    stream = models.CharField(_("stream"), max_length=16, choices=Stream.choices)
    date = models.DateField(_("regular day"))
    moved_to = models.DateField(_("moved to"), null=True, blank=True)
    note_fr = models.CharField(_("note (French)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("collection exception")
        verbose_name_plural = _("collection exceptions")
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.stream} {self.date}"


class WasteItem(models.Model):
    """An entry of the sorting guide; synonyms are separated by `|`."""

    id = models.CharField(_("identifier"), max_length=64, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200)
    destination = models.CharField(_("destination"), max_length=16, choices=Destination.choices)
    instructions_fr = models.TextField(_("instructions (French)"))
    instructions_en = models.TextField(_("instructions (English)"), blank=True)
    synonyms_fr = models.TextField(_("synonyms (French)"), blank=True)
    synonyms_en = models.TextField(_("synonyms (English)"), blank=True)

    class Meta:
        verbose_name = _("item of the sorting guide")
        verbose_name_plural = _("items of the sorting guide")
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return self.name_fr
