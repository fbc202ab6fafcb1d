"""Open311 services, keys, and the follow-up of requests."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from city_api.models import ApiKey, Attribute, AttributeValue, Service, ServiceRequest
from city_api.open311.followup import advance
from city_api.open311.keys import new_key

Stage = ServiceRequest.Stage
PERSONAL = ["first_name", "last_name", "email", "phone", "account_id", "device_id"]
FIXED = ["number", "stage", "requested_at", "updated_at", "acknowledged_at", "started_at", "closed_at"]


class AttributeInline(admin.TabularInline):
    """Questions of a service."""

    model = Attribute
    extra = 0
    show_change_link = True


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    """Kinds of requests."""

    list_display = ["code", "name_fr", "topic", "kind", "active"]
    list_filter = ["kind", "active"]
    inlines = [AttributeInline]


class ValueInline(admin.TabularInline):
    """Choices of a list question."""

    model = AttributeValue
    extra = 1


@admin.register(Attribute)
class AttributeAdmin(admin.ModelAdmin):
    """Questions, to edit their choices."""

    list_display = ["service", "order", "code", "datatype", "required"]
    list_filter = ["service"]
    inlines = [ValueInline]


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """Keys of programs; the key itself is shown once, when it is made."""

    list_display = ["name", "active", "created_at"]
    fields = ["name", "active"]

    def save_model(self, request, obj, form, change) -> None:
        """Make the key of a new row."""
        if change:
            return super().save_model(request, obj, form, change)
        made, secret = new_key(obj.name)
        obj.pk, obj.digest, obj.created_at = made.pk, made.digest, made.created_at
        return messages.warning(request, _("Copy this key now, it will not be shown again: %s") % secret)


class NoteForm(ActionForm):
    """A note to the citizen beside the list of actions."""

    note = forms.CharField(label=_("note to the citizen"), required=False, max_length=2000)


@admin.register(ServiceRequest)
class ServiceRequestAdmin(admin.ModelAdmin):
    """Requests of citizens and the steps that bring them to their end."""

    list_display = ["number", "service", "stage", "agency", "address", "requested_at", "expected_at"]
    list_filter = ["stage", "service", "agency"]
    search_fields = ["number", "address", "description"]
    date_hierarchy = "requested_at"
    list_select_related = ["service"]
    readonly_fields = [*FIXED, "service", "description", "address_id", "attributes", "media_url"]
    fieldsets = [
        (None, {"fields": ["number", "service", "description", "attributes", "media_url"]}),
        (_("Place"), {"fields": ["address", "address_id", "zipcode", "latitude", "longitude"]}),
        (_("Follow-up"), {"fields": ["stage", "status_notes", "agency", "expected_at", *FIXED[2:]]}),
        (_("Citizen (never published)"), {"fields": PERSONAL, "classes": ["collapse"]}),
    ]
    action_form = NoteForm
    actions = ["acknowledge", "start", "close"]

    def has_add_permission(self, request) -> bool:
        """Requests come through Open311."""
        return False

    def save_model(self, request, obj, form, change) -> None:
        """Date every change that the citizen can see."""
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def _advance(self, request, queryset, stage: str) -> None:
        note = request.POST.get("note", "").strip() or None
        moved = sum(advance(row, stage, note) for row in queryset)
        text = ngettext("%(n)d request moved along.", "%(n)d requests moved along.", moved)
        messages.info(request, text % {"n": moved})

    @admin.action(description=_("Take in charge"))
    def acknowledge(self, request, queryset) -> None:
        """Somebody takes the request in charge."""
        self._advance(request, queryset, Stage.ACKNOWLEDGED)

    @admin.action(description=_("Start the work"))
    def start(self, request, queryset) -> None:
        """The work begins."""
        self._advance(request, queryset, Stage.STARTED)

    @admin.action(description=_("Close, with the note"))
    def close(self, request, queryset) -> None:
        """The request is done with."""
        self._advance(request, queryset, Stage.CLOSED)
