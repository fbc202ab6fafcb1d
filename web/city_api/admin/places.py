"""Sectors, addresses, and streets with their snow."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from city_api.models import Address, Sector, SnowState, Street

SNOW = {"snow_state", "sidewalk_state", "planned_start", "planned_end"}


@admin.register(Sector)
class SectorAdmin(admin.ModelAdmin):
    """Sectors of the city."""

    list_display = ["code", "name_fr", "name_en"]


@admin.register(Address)
class AddressAdmin(admin.ModelAdmin):
    """Civic addresses."""

    list_display = ["label", "sector", "postal_code"]
    list_filter = ["sector"]
    search_fields = ["civic_number", "street__name", "postal_code", "id"]
    autocomplete_fields = ["street"]
    list_select_related = ["street", "sector"]


@admin.register(Street)
class StreetAdmin(admin.ModelAdmin):
    """Streets; the date of the snow follows each change of its state."""

    list_display = ["name", "snow_state", "sidewalk_state", "planned_start", "planned_end", "snow_updated_at"]
    list_editable = ["snow_state", "sidewalk_state", "planned_start", "planned_end"]
    list_filter = ["snow_state", "sidewalk_state"]
    search_fields = ["name"]
    readonly_fields = ["snow_updated_at"]
    actions = ["planned", "in_progress", "cleared", "postponed", "no_operation"]

    def save_model(self, request, obj, form, change) -> None:
        """Date the snow when its state or its hours change."""
        if SNOW & set(form.changed_data):
            obj.snow_updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def _set(self, queryset, state: str) -> None:
        queryset.update(snow_state=state, snow_updated_at=timezone.now())

    @admin.action(description=_("Snow: planned"))
    def planned(self, request, queryset) -> None:
        """Mark streets as planned."""
        self._set(queryset, SnowState.PLANNED)

    @admin.action(description=_("Snow: in progress"))
    def in_progress(self, request, queryset) -> None:
        """Mark streets as being cleared."""
        self._set(queryset, SnowState.IN_PROGRESS)

    @admin.action(description=_("Snow: cleared"))
    def cleared(self, request, queryset) -> None:
        """Mark streets as cleared."""
        self._set(queryset, SnowState.CLEARED)

    @admin.action(description=_("Snow: postponed"))
    def postponed(self, request, queryset) -> None:
        """Mark streets as postponed."""
        self._set(queryset, SnowState.POSTPONED)

    @admin.action(description=_("Snow: no operation"))
    def no_operation(self, request, queryset) -> None:
        """Mark streets as without any operation."""
        self._set(queryset, SnowState.NONE)
