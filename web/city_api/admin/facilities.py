"""Facilities, their weekly hours and special days."""

from django.contrib import admin

from city_api.models import Facility, SpecialDay, SpecialHours, WeeklyHours


class WeeklyHoursInline(admin.TabularInline):
    """Hours of every week."""

    model = WeeklyHours
    extra = 1


@admin.register(Facility)
class FacilityAdmin(admin.ModelAdmin):
    """Places with opening hours."""

    list_display = ["name_fr", "kind", "address"]
    list_filter = ["kind"]
    search_fields = ["name_fr", "name_en"]
    inlines = [WeeklyHoursInline]


class SpecialHoursInline(admin.TabularInline):
    """Hours of a special day; none means closed."""

    model = SpecialHours
    extra = 1


@admin.register(SpecialDay)
class SpecialDayAdmin(admin.ModelAdmin):
    """Days on which a facility is closed or has other hours."""

    list_display = ["date", "facility", "note_fr"]
    list_filter = ["facility"]
    date_hierarchy = "date"
    inlines = [SpecialHoursInline]
