"""Service discovery: where the endpoints are, and when they last changed."""

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from guichet_web.profile import city_profile

from city_api import clock
from city_api.models import Service

from .render import CONTENT_TYPES, render

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
UNCHANGED = "2000-01-01T00:00:00Z"


def discovery(request: HttpRequest, fmt: str) -> HttpResponse:
    """GET discovery.json|xml."""
    contact = city_profile().contact
    changeset = clock.iso(Service.objects.aggregate(last=Max("updated_at"))["last"]) or UNCHANGED
    base = request.build_absolute_uri(request.path.rpartition("/")[0])
    endpoint = {
        "specification": SPECIFICATION,
        "url": base,
        "changeset": changeset,
        "type": "production",
        "formats": [CONTENT_TYPES["xml"].partition(";")[0], CONTENT_TYPES["json"].partition(";")[0]],
    }
    data = {
        "changeset": changeset,
        "contact": ", ".join(filter(None, (contact.service, contact.phone, contact.email))),
        "key_service": _("Ask the city for a key: %(email)s") % {"email": contact.email or contact.phone or ""},
        "endpoints": [endpoint],
    }
    return render(data, "discovery", "", fmt)
