"""The overnight parking ban."""

from django.contrib import admin
from django.utils import timezone

from city_api.models import ParkingNight, ParkingSeason


@admin.register(ParkingSeason)
class ParkingSeasonAdmin(admin.ModelAdmin):
    """Usual hours and dates of the ban."""

    list_display = ["season_from", "season_to", "starts", "ends", "decided_by"]


@admin.register(ParkingNight)
class ParkingNightAdmin(admin.ModelAdmin):
    """The decision of each night; its moment is kept."""

    list_display = ["date", "banned", "decided_at", "note_fr"]
    readonly_fields = ["decided_at"]
    date_hierarchy = "date"

    def save_model(self, request, obj, form, change) -> None:
        """Date the decision when it changes."""
        if "banned" in form.changed_data:
            obj.decided_at = None if obj.banned is None else timezone.now()
        super().save_model(request, obj, form, change)
