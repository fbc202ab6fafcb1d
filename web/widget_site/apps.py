"""The app."""

from django.apps import AppConfig


class WidgetSiteConfig(AppConfig):
    """No models: everything comes from the city profile and content/."""

    name = "widget_site"
