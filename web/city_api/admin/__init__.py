"""The clerks' admin site: all that the city API answers can be edited here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import appointments, facilities, news, open311, places, rules, transit, waste, winter

__all__ = ["appointments", "facilities", "news", "open311", "places", "rules", "transit", "waste", "winter"]

admin.site.site_header = _("City data")
admin.site.site_title = _("City data")
admin.site.index_title = _("What the assistant knows of the city")
