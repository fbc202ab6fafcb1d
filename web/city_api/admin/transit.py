"""Transit feeds and alerts."""

from django.contrib import admin

from city_api.models import Feed, TransitAlert


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    """Feeds, to see how far they reach; a command takes them in."""

    list_display = ["agency", "slug", "first_day", "last_day", "imported_at"]

    def has_add_permission(self, request) -> bool:
        """A feed comes from a file."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """A feed is changed by taking in a newer one."""
        return False


@admin.register(TransitAlert)
class TransitAlertAdmin(admin.ModelAdmin):
    """Alerts that the city writes itself."""

    list_display = ["header_fr", "route", "starts_at", "ends_at"]
