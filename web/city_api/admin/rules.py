"""Permits and transfer duty."""

from django.contrib import admin
from django.db import models

from city_api.models import DutyBracket, DutyYear, Permit


@admin.register(Permit)
class PermitAdmin(admin.ModelAdmin):
    """What the city asks for a project."""

    list_display = ["name_fr", "permit_type", "required", "fee", "processing_days"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class BracketInline(admin.TabularInline):
    """Brackets of a year."""

    model = DutyBracket
    extra = 1


@admin.register(DutyYear)
class DutyYearAdmin(admin.ModelAdmin):
    """Transfer duty by year."""

    inlines = [BracketInline]
