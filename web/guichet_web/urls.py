"""Addresses of the web part: the city API, the clerks' admin, the desk; studio and figures are included here."""

from city_api.city import health
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("health", health.health),
    path("open311/v2/", include("city_api.open311.urls")),
    path("city/v1/", include("city_api.city.urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("desk.urls")),
    path("", include("widget_site.urls")),
]
handler400 = "city_api.problems.bad_request"
handler403 = "city_api.problems.forbidden"
handler404 = "city_api.problems.not_found"
handler500 = "city_api.problems.server_error"
