"""The service list and the definition of each service."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from city_api.models import Attribute, Service
from city_api.models.base import local

from .endpoint import in_jurisdiction
from .errors import Open311Error
from .render import render


@in_jurisdiction
def services(request: HttpRequest, fmt: str) -> HttpResponse:
    """GET services: every service that is offered."""
    asked = Exists(Attribute.objects.filter(service=OuterRef("pk")))
    rows = Service.objects.filter(active=True).annotate(asks=asked)
    return render([_service(row, get_language()) for row in rows], "services", "service", fmt)


def _service(row: Service, lang: str) -> dict:
    return {
        "service_code": row.code,
        "service_name": local(row, "name", lang),
        "description": local(row, "description", lang) or None,
        "metadata": row.asks,
        "type": row.kind,
        "keywords": row.keywords or None,
        "group": local(row, "group", lang) or None,
    }


@in_jurisdiction
def definition(request: HttpRequest, fmt: str, code: str) -> HttpResponse:
    """GET services/{code}: what the service asks, in order."""
    service = find_service(code)
    rows = service.attributes.prefetch_related("values")
    attributes = [_attribute(row, get_language()) for row in rows]
    return render({"service_code": service.code, "attributes": attributes}, "service_definition", "", fmt)


def find_service(code: str) -> Service:
    """The service offered under a code; raises Open311Error 404."""
    service = Service.objects.filter(active=True, code=code).first() if "\0" not in code else None
    if service is None:
        raise Open311Error(404, _("This service_code does not exist here."))
    return service


def _attribute(row: Attribute, lang: str) -> dict:
    data = {
        "variable": row.variable,
        "code": row.code,
        "datatype": row.datatype,
        "required": row.required,
        "datatype_description": local(row, "datatype_description", lang) or None,
        "order": row.order,
        "description": local(row, "description", lang),
    }
    if row.datatype in (Attribute.Datatype.SINGLE, Attribute.Datatype.MULTI):
        data["values"] = [{"key": value.key, "name": local(value, "name", lang)} for value in row.values.all()]
    return data
