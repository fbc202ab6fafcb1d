"""The agents' desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Conversations that a person takes over."""

    name = "desk"
    verbose_name = _("Desk")
