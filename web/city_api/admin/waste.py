"""Collections and the sorting guide."""

from django.contrib import admin

from city_api.models import CollectionException, CollectionRule, WasteItem


@admin.register(CollectionRule)
class CollectionRuleAdmin(admin.ModelAdmin):
    """Regular collection days."""

    list_display = ["sector", "stream", "start", "rrule", "until"]
    list_filter = ["sector", "stream"]


@admin.register(CollectionException)
class CollectionExceptionAdmin(admin.ModelAdmin):
    """Collections moved or cancelled."""

    list_display = ["date", "stream", "sector", "moved_to", "note_fr"]
    list_filter = ["sector", "stream"]
    date_hierarchy = "date"


@admin.register(WasteItem)
class WasteItemAdmin(admin.ModelAdmin):
    """The sorting guide."""

    list_display = ["name_fr", "name_en", "destination"]
    list_filter = ["destination"]
    search_fields = ["name_fr", "name_en", "synonyms_fr", "synonyms_en"]
