"""Reception hours and appointments."""

from django.contrib import admin

from city_api.models import Appointment, AppointmentClosure, AppointmentRule


@admin.register(AppointmentRule)
class AppointmentRuleAdmin(admin.ModelAdmin):
    """When a service receives; the free slots follow from it."""

    list_display = ["service", "days", "times", "minutes", "capacity"]
    list_filter = ["service"]


@admin.register(AppointmentClosure)
class AppointmentClosureAdmin(admin.ModelAdmin):
    """Days without appointments."""

    list_display = ["date", "service"]


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin):
    """Who comes when; deleting an appointment frees its slot."""

    list_display = ["starts_at", "service", "name", "subject"]
    list_filter = ["service"]
    date_hierarchy = "starts_at"
    search_fields = ["name", "email", "phone"]
