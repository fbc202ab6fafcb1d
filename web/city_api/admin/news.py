"""Notices and road events."""

from django.contrib import admin

from city_api.models import Notice, RoadEvent, RoadEventRoad


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """Notices; without a sector they are for the whole city."""

    list_display = ["title_fr", "kind", "severity", "starts_at", "ends_at"]
    list_filter = ["kind", "severity", "sectors"]
    filter_horizontal = ["sectors"]
    search_fields = ["title_fr", "title_en"]


class RoadInline(admin.TabularInline):
    """Streets touched by an event."""

    model = RoadEventRoad
    extra = 1


@admin.register(RoadEvent)
class RoadEventAdmin(admin.ModelAdmin):
    """Works and closures."""

    list_display = ["headline_fr", "event_type", "severity", "status", "starts", "ends"]
    list_filter = ["status", "event_type", "severity"]
    filter_horizontal = ["sectors"]
    search_fields = ["headline_fr", "roads__name"]
    readonly_fields = ["created_at"]
    inlines = [RoadInline]
