"""What every address shares: problems, methods, languages, hostile requests."""

import logging
from urllib.parse import quote_from_bytes

import pytest
from city_api import problems

PATHS = [
    "/city/v1/addresses?q=x",
    "/city/v1/waste-items?q=x",
    "/city/v1/parking-ban",
    "/city/v1/roadworks/events",
    "/city/v1/notices",
    "/city/v1/transfer-duty?date=2026-01-01",
    "/city/v1/permits/pool",
    "/city/v1/facilities",
    "/city/v1/facilities/piscine/hours",
    "/city/v1/transit/stops?q=x",
    "/city/v1/transit/alerts",
    "/city/v1/appointments/slots?service=planning",
    "/city/v1/addresses/A1/collections",
    "/city/v1/addresses/A1/snow",
]


def is_problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_health(get):
    assert get("/health") == {"status": "ok"}


@pytest.mark.parametrize(
    "path", ["/city/v1/nothing", "/city/", "/city/v1/addresses/", "/city/v1/addresses/a/b/c", "/city/v2"]
)
def test_unknown_paths(client, path):
    is_problem(client.get(path), 404)


@pytest.mark.parametrize("path", [*PATHS, "/health"])
def test_methods_that_are_not_allowed(client, path):
    for method in ("post", "put", "delete", "patch", "options"):
        response = getattr(client, method)(path)
        is_problem(response, 405)
        assert response["Allow"] == "GET"


def test_head(client, city):
    response = client.head("/city/v1/notices")
    assert response.status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_lang_is_checked_everywhere(client, path):
    is_problem(
        client.get(path, query_params={"q": "x", "date": "2026-01-01", "service": "planning", "lang": "de"}), 400
    )


def test_problems_are_in_the_language_that_was_asked(problem):
    assert problem(404, "/city/v1/permits/nope")["title"] == "Introuvable"
    assert problem(404, "/city/v1/permits/nope", lang="en")["title"] == "Not found"


HOSTILE = [
    "\0",
    "%00",
    "'; DROP TABLE x; --",
    "../../etc/passwd",
    "{{7*7}}",
    "\ud83d",
    "é" * 200,
    "\u202e",
    "%s%s%n",
    "[]",
]


@pytest.mark.parametrize("path", PATHS)
def test_hostile_values(client, city, path):
    base, _, query = path.partition("?")
    names = ("q", "kind", "address_id", "road_name", "bbox", "in_effect_on", "date", "from", "to", "limit", "route")
    for value in HOSTILE:
        quoted = quote_from_bytes(value.encode("utf-8", "surrogatepass"))
        for name in (*names, "service", "status", "lat"):
            assert client.get(f"{base}?{query}&{name}={quoted}").status_code in (200, 400, 404)


def test_bytes_that_are_no_text(client, city):
    assert client.get("/city/v1/addresses?q=%ff%fe%00").json() == []


def test_an_unexpected_error_is_a_problem_and_its_message_is_not_logged(client, city, monkeypatch, caplog):
    def broken(query, _limit):
        raise RuntimeError(query)

    monkeypatch.setattr("city_api.search.addresses.search", broken)
    monkeypatch.setattr(logging.getLogger("city_api"), "propagate", True)
    with caplog.at_level(logging.DEBUG):
        is_problem(client.get("/city/v1/addresses?q=145+rue+des+Erables"), 500)
    assert "RuntimeError" in caplog.text
    assert "rue des" not in caplog.text


def test_an_unexpected_error_of_open311(client, city, monkeypatch):
    monkeypatch.setattr("city_api.open311.services.local", None)
    response = client.get("/open311/v2/services.json")
    assert response.status_code == 500
    assert response.json()[0]["code"] == 500


def test_a_host_that_is_not_allowed(client, city):
    is_problem(client.get("/city/v1/notices", headers={"Host": "evil.example"}), 400)


def test_too_large_a_body(client, city, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    is_problem(client.post("/city/v1/appointments", "x" * 2000, content_type="application/json"), 413)
    response = client.post(
        "/open311/v2/requests.json", "a=" + "x" * 2000, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert response.json()[0]["description"]


def test_other_pages_keep_their_own_errors(client, city):
    response = client.get("/nothing-here")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 500, 503])
def test_every_status_has_a_title_in_both_languages(status):
    from django.utils import translation

    with translation.override("fr"):
        french = problems.title(status)
    with translation.override("en"):
        assert problems.title(status) != french
