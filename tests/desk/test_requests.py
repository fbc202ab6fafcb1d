"""A service request from the conversation, through the city API."""

import json
import re

import pytest
from desk import config, open311
from desk.models import Handoff, Message
from werkzeug import Response

pytestmark = pytest.mark.django_db
SERVICES = [
    {"service_code": "RVM-POTHOLE", "service_name": "Nid-de-poule", "metadata": True, "type": "realtime"},
    {"service_code": "RVM-OTHER", "service_name": "Autre", "metadata": False, "type": "realtime"},
]
DEFINITION = [
    {
        "service_code": "RVM-POTHOLE",
        "attributes": [
            {
                "variable": True,
                "code": "depth",
                "datatype": "singlevaluelist",
                "required": True,
                "order": 1,
                "description": "Profondeur?",
                "values": [{"key": "deep", "name": "Profond"}],
            }
        ],
    }
]


class FakeCity:
    """Keeps what is opened, by idempotency key."""

    def __init__(self, server):
        self.opened: dict[str, dict] = {}
        self.down = False
        server.expect_request("/open311/v2/services.json").respond_with_handler(lambda _r: self.answer(SERVICES))
        server.expect_request("/open311/v2/services/RVM-POTHOLE.json").respond_with_handler(
            lambda _r: self.answer(DEFINITION)
        )
        server.expect_request("/open311/v2/requests.json", method="POST").respond_with_handler(self.open)
        server.expect_request(re.compile("/open311/v2/requests/.*")).respond_with_handler(self.look)

    def answer(self, body, status: int = 200):
        return (
            Response(status=503) if self.down else Response(json.dumps(body), status, content_type="application/json")
        )

    def open(self, request):
        if not self.down:
            self.opened.setdefault(request.headers["Idempotency-Key"], request.form.to_dict())
        return self.answer([{"service_request_id": "26-00042"}])

    def look(self, request):
        if "26-00042" not in request.path:
            return self.answer([{"code": 404, "description": "inconnu"}], 404)
        return self.answer(
            [
                {
                    "service_request_id": "26-00042",
                    "status": "open",
                    "service_name": "Nid-de-poule",
                    "service_code": "RVM-POTHOLE",
                    "requested_datetime": "2026-11-21T10:00:00-05:00",
                    "expected_datetime": "2026-12-04T12:00:00-05:00",
                }
            ]
        )


@pytest.fixture
def city(httpserver, monkeypatch):
    """A city API of this test's own."""
    monkeypatch.setenv("CITY_API_URL", httpserver.url_for("").rstrip("/"))
    config.settings.cache_clear()
    open311._http.cache_clear()
    yield FakeCity(httpserver)
    open311._http.cache_clear()


@pytest.fixture
def handoff(waiting) -> Handoff:
    """Someone whose pothole form was begun."""
    return waiting(
        "a",
        topic="report_pothole",
        summary=[{"field": "description", "value": "gros trou"}, {"field": "place", "value": "145, rue des Érables"}],
    )


def test_the_form_is_prefilled_from_the_conversation(city, signed_in, camille, handoff):
    page = signed_in(camille).get(f"/desk/c/{handoff.conversation_id}/request").content.decode()
    assert "gros trou" in page and "145, rue des Érables" in page and "Profondeur?" in page


def test_opened_once_however_often_the_form_is_sent(city, signed_in, camille, handoff):
    client, path = signed_in(camille), f"/desk/c/{handoff.conversation_id}/request"
    key = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())[1]
    fields = {
        "key": key,
        "service_code": "RVM-POTHOLE",
        "description": "gros trou",
        "address_string": "145, rue des Érables",
        "attribute[depth]": "deep",
    }
    for _ in range(3):
        page = client.post(path, fields).content.decode()
    assert "La demande 26-00042 est ouverte." in page and "4 décembre" in page
    assert list(city.opened) == [key]
    sent = city.opened[key]
    assert (sent["service_code"], sent["attribute[depth]"]) == ("RVM-POTHOLE", "deep")
    handoff.refresh_from_db()
    assert handoff.number == "26-00042"
    assert Message.objects.filter(text="request:26-00042").exists()


def test_an_absent_city_costs_nothing_that_was_typed(city, signed_in, camille, handoff):
    city.down = True
    page = (
        signed_in(camille)
        .post(f"/desk/c/{handoff.conversation_id}/request", {"description": "gros trou"})
        .content.decode()
    )
    assert "Rien n&#x27;a été ouvert" in page and "Request" not in page
    assert not Message.objects.filter(text__startswith="request:").exists()


def test_a_request_is_looked_up_by_its_number(city, signed_in, camille):
    client = signed_in(camille)
    assert "Nid-de-poule" in client.get("/desk/requests?number=26-00042").content.decode()
    assert "Aucune demande ne porte" in client.get("/desk/requests?number=26-99999").content.decode()
    city.down = True
    assert "ne répond pas" in client.get("/desk/requests?number=26-00042").content.decode()


def test_a_foreign_key_is_replaced(city, signed_in, camille, handoff):
    fields = {"key": "../../x", "service_code": "RVM-OTHER", "description": "x", "address_string": "y"}
    signed_in(camille).post(f"/desk/c/{handoff.conversation_id}/request", fields)
    assert len(next(iter(city.opened))) == 36
