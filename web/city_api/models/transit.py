"""Public transit as GTFS has it. Times are seconds after noon minus 12 hours of the service day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feed(models.Model):
    """A GTFS feed; `slug` prefixes the public identifiers of its stops."""

    slug = models.SlugField(_("feed"), primary_key=True)
    agency = models.CharField(_("agency"), max_length=200)
    timezone = models.CharField(_("time zone"), max_length=60)
    first_day = models.DateField(_("first day of service"), null=True)
    last_day = models.DateField(_("last day of service"), null=True)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("transit feed")
        verbose_name_plural = _("transit feeds")

    def __str__(self) -> str:
        return self.agency


class Stop(models.Model):
    """A stop or a station. `public_id` is stable from one import to the next."""

    public_id = models.CharField(max_length=200, unique=True)
    feed = models.ForeignKey(Feed, models.CASCADE, related_name="stops")
    stop_id = models.CharField(max_length=150)
    code = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="platforms")

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"], name="stop_position")]

    def __str__(self) -> str:
        return self.name


class Route(models.Model):
    """A line."""

    feed = models.ForeignKey(Feed, models.CASCADE)
    route_id = models.CharField(max_length=150)
    name = models.CharField(max_length=300)
    long_name = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Calendar(models.Model):
    """A service of the feed; the days on which it runs hang below."""

    feed = models.ForeignKey(Feed, models.CASCADE)
    service_id = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.service_id


class ServiceDay(models.Model):
    """A day on which a service runs, calendar.txt and calendar_dates.txt put together."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="days")
    date = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["date", "calendar"], name="running_on")]

    def __str__(self) -> str:
        return str(self.date)


class Trip(models.Model):
    """A run of a vehicle."""

    route = models.ForeignKey(Route, models.CASCADE)
    calendar = models.ForeignKey(Calendar, models.CASCADE)
    trip_id = models.CharField(max_length=200)
    headsign = models.CharField(max_length=300, blank=True)
    headsign_en = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.trip_id


class StopTime(models.Model):
    """A passage of a trip at a stop; `boarding` is false where nobody may get on."""

    trip = models.ForeignKey(Trip, models.CASCADE, related_name="passages")
    stop = models.ForeignKey(Stop, models.CASCADE, db_index=False)
    departure = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()
    headsign = models.CharField(max_length=300, blank=True)
    boarding = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["stop", "departure"], name="next_departures")]

    def __str__(self) -> str:
        return f"{self.stop_id} {self.departure}"


class TransitAlert(models.Model):
    """An alert that the city writes itself, beside those of the real-time feed."""

    route = models.CharField(_("line (none: the whole network)"), max_length=60, blank=True)
    header_fr = models.CharField(_("title (French)"), max_length=200)
    header_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    text_fr = models.TextField(_("text (French)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("transit alert")
        verbose_name_plural = _("transit alerts")

    def __str__(self) -> str:
        return self.header_fr
