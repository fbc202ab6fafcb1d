"""The page in each language."""

from django.urls import path

from widget_site import views

urlpatterns = [
    path("", views.home, {"language": "fr"}, name="home_fr"),
    path("en/", views.home, {"language": "en"}, name="home_en"),
]
