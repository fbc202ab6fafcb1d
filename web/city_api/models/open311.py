"""Open311: the services that are offered, what they ask, and the requests."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Touched

code = RegexValidator(r"^[\w.-]+$", _("Use letters, digits, points, hyphens and underscores."))


class Service(Touched):
    """A kind of request. `topic` ties it to the city profile's delays and departments."""

    class Kind(models.TextChoices):
        REALTIME = "realtime", _("number at once")
        BATCH = "batch", _("token first, number later")
        BLACKBOX = "blackbox", _("no number")

    code = models.CharField(_("code"), max_length=60, primary_key=True, validators=[code])
    topic = models.CharField(_("topic"), max_length=60, blank=True)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    description_fr = models.TextField(_("description (French)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    notice_fr = models.TextField(_("notice to the citizen (French)"), blank=True)
    notice_en = models.TextField(_("notice to the citizen (English)"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=500, blank=True)
    group_fr = models.CharField(_("group (French)"), max_length=100, blank=True)
    group_en = models.CharField(_("group (English)"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.REALTIME)
    batch_minutes = models.PositiveSmallIntegerField(_("minutes before the number"), default=1)
    active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("Open311 service")
        verbose_name_plural = _("Open311 services")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_fr}"


class Attribute(models.Model):
    """A question that a service asks."""

    class Datatype(models.TextChoices):
        STRING = "string", _("one line")
        NUMBER = "number", _("number")
        DATETIME = "datetime", _("date and time")
        TEXT = "text", _("text")
        SINGLE = "singlevaluelist", _("one choice")
        MULTI = "multivaluelist", _("several choices")

    service = models.ForeignKey(Service, models.CASCADE, related_name="attributes")
    code = models.CharField(_("code"), max_length=60, validators=[code])
    datatype = models.CharField(_("datatype"), max_length=16, choices=Datatype.choices)
    required = models.BooleanField(_("required"), default=False)
    variable = models.BooleanField(_("asks for an answer"), default=True)
    order = models.PositiveSmallIntegerField(_("order"))
    description_fr = models.TextField(_("question (French)"))
    description_en = models.TextField(_("question (English)"), blank=True)
    datatype_description_fr = models.TextField(_("help (French)"), blank=True)
    datatype_description_en = models.TextField(_("help (English)"), blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["service", "code"], name="one_attribute_per_code"),
            models.UniqueConstraint(fields=["service", "order"], name="one_attribute_per_order"),
        ]

    def __str__(self) -> str:
        return self.code


class AttributeValue(models.Model):
    """A choice of a list question."""

    attribute = models.ForeignKey(Attribute, models.CASCADE, related_name="values")
    key = models.CharField(_("key"), max_length=60)
    name_fr = models.CharField(_("name (French)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["attribute", "key"], name="one_value_per_key")]

    def __str__(self) -> str:
        return self.key


class ApiKey(models.Model):
    """A key with which a program may open requests, besides the one of the environment. Only its hash is kept."""

    name = models.CharField(_("who uses it"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return self.name


class ServiceRequest(models.Model):
    """A citizen's request. Its number is public from `released_at` on."""

    class Stage(models.TextChoices):
        RECEIVED = "received", _("received")
        ACKNOWLEDGED = "acknowledged", _("taken in charge")
        STARTED = "started", _("under way")
        CLOSED = "closed", _("closed")

    number = models.CharField(_("number"), max_length=20, unique=True, null=True, editable=False)
    token = models.CharField(_("token"), max_length=32, unique=True, null=True, editable=False)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, verbose_name=_("service"), related_name="requests")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.RECEIVED)
    status_notes = models.TextField(_("note to the citizen"), blank=True)
    agency = models.CharField(_("department"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    address_id = models.CharField(_("address identifier"), max_length=64, blank=True)
    zipcode = models.CharField(_("postal code"), max_length=7, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    media_url = models.URLField(_("photo"), max_length=1000, blank=True)
    attributes = models.JSONField(_("answers"), default=dict, blank=True)
    requested_at = models.DateTimeField(_("requested"), default=timezone.now, db_index=True)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now)
    expected_at = models.DateTimeField(_("expected"), null=True, blank=True)
    released_at = models.DateTimeField(_("number given"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("taken in charge on"), null=True, blank=True)
    started_at = models.DateTimeField(_("started on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    # The citizen's own particulars: for the clerks, never in an answer of the API.
    email = models.EmailField(_("e-mail"), blank=True)
    first_name = models.CharField(_("first name"), max_length=200, blank=True)
    last_name = models.CharField(_("last name"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    device_id = models.CharField(_("device"), max_length=200, blank=True)
    account_id = models.CharField(_("account"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("service request")
        verbose_name_plural = _("service requests")
        ordering = ["-requested_at", "-pk"]

    def __str__(self) -> str:
        return self.number or str(self.pk)
