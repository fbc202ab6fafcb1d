"""Addresses of the desk."""

from django.urls import path

from desk import internal

app_name = "desk"
urlpatterns = [
    path("internal/events", internal.events, name="internal_events"),
    path("internal/promise", internal.promise, name="internal_promise"),
]
