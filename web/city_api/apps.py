"""The app of the embedded city API."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityApiConfig(AppConfig):
    """City information and service requests."""

    name = "city_api"
    verbose_name = _("City")

    def ready(self) -> None:
        """Watch the tables that the search indexes are built from."""
        from city_api.search import versions

        versions.watch()
