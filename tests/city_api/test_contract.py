"""What is served against its OpenAPI file, and the file against the contract of any city API."""

from pathlib import Path

import jsonschema
import pytest
import schemathesis
import yaml
from city_api.ingest.gtfs import import_feed
from city_api.models import TransitAlert
from hypothesis import HealthCheck, settings
from live_city import environment, fill, serving
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = yaml.safe_load((ROOT / "web" / "city_api" / "openapi.yaml").read_text(encoding="utf-8"))
schema = schemathesis.openapi.from_dict(DOCUMENT)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
ANSWERED = {
    "/city/v1/addresses/{id}/collections": "/city/v1/addresses/A1/collections",
    "/city/v1/addresses/{id}/collections.ics": "/city/v1/addresses/A1/collections.ics",
    "/city/v1/addresses/{id}/snow": "/city/v1/addresses/A1/snow",
    "/city/v1/addresses": "/city/v1/addresses?q=145+erables",
    "/city/v1/waste-items": "/city/v1/waste-items?q=matelas&lang=en",
    "/city/v1/roadworks/events": "/city/v1/roadworks/events?status=ALL",
    "/city/v1/roadworks/events/{id}": "/city/v1/roadworks/events/w1",
    "/city/v1/notices": "/city/v1/notices",
    "/city/v1/parking-ban": "/city/v1/parking-ban?date=2026-12-01",
    "/city/v1/transfer-duty": "/city/v1/transfer-duty?date=2026-12-01",
    "/city/v1/permits/{permit_type}": "/city/v1/permits/pool",
    "/city/v1/facilities": "/city/v1/facilities",
    "/city/v1/facilities/{id}/hours": "/city/v1/facilities/piscine/hours",
    "/city/v1/transit/stops": "/city/v1/transit/stops?q=lac+vert",
    "/city/v1/transit/stops/{id}/departures": "/city/v1/transit/stops/v:G1/departures?after=2026-11-23T08:00:00",
    "/city/v1/transit/alerts": "/city/v1/transit/alerts",
    "/city/v1/appointments/slots": "/city/v1/appointments/slots?service=planning",
    "/open311/v2/discovery.json": "/open311/v2/discovery.json",
    "/open311/v2/services.json": "/open311/v2/services.json",
    "/open311/v2/services/{service_code}.json": "/open311/v2/services/V-1.json",
    "/open311/v2/requests.json": "/open311/v2/requests.json",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    env = environment(DATABASE_URL=f"sqlite:///{folder / 'city.sqlite3'}")
    fill(env)
    with serving(env, folder / "log") as url:
        yield url


@schema.parametrize()
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_documented(address, case):
    case.call_and_validate(base_url=address, checks=CHECKS, timeout=20)


@pytest.mark.parametrize("path", ANSWERED)
def test_full_answers_are_as_documented(client, city, feed, path):
    import_feed(feed(), "v")
    TransitAlert.objects.create(route="4", header_fr="Arrêt déplacé")
    response = client.get(ANSWERED[path])
    assert response.status_code == 200
    documented = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]
    kind = response["Content-Type"].partition(";")[0]
    if kind == "application/json":
        check = jsonschema.Draft202012Validator(
            documented[kind]["schema"] | {"components": DOCUMENT["components"]},
            format_checker=jsonschema.FormatChecker(),
        )
        check.validate(response.json())
        assert response.json() != []
    else:
        assert kind in documented


def operations(document):
    return {
        (path, method)
        for path, item in document["paths"].items()
        for method in item
        if method in ("get", "post", "put", "delete")
    }


def test_every_address_is_documented():
    from city_api.city.urls import urlpatterns

    served = {f"/city/v1/{str(pattern.pattern)}" for pattern in urlpatterns}
    documented = {path for path, _ in operations(DOCUMENT) if path.startswith("/city/v1/")}
    names = ("address_id", "event_id", "facility_id", "stop_id", "permit_type")
    for name in names:
        key = "permit_type" if name == "permit_type" else "id"
        served = {path.replace(f"<str:{name}>", f"{{{key}}}") for path in served}
    assert served == documented
