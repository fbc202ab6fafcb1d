"""Opening and reading service requests, in JSON and XML."""

from datetime import datetime, timedelta, timezone

import pytest
from city_api.models import ServiceRequest
from defusedxml import ElementTree

PERSONAL = {"email": "lea@exemple.ca", "first_name": "Léa", "last_name": "Roy", "phone": "819 555-0199"}


def opened(response) -> str:
    assert response.status_code == 200, response.content
    return response.json()[0]["service_request_id"]


def errors(response, status: int) -> list[dict]:
    assert response.status_code == status, response.content
    assert all(set(error) == {"code", "description"} and error["code"] == status for error in response.json())
    return response.json()


def test_a_request_gets_a_number_at_once(post, client, clock_at):
    clock_at("2026-11-23T09:00:00-05:00")
    response = post(service_code="V-1", **{"attribute[depth]": "big"})
    assert response["Content-Type"] == "application/json; charset=utf-8"
    number = opened(response)
    assert response.json()[0] == {"service_request_id": number, "service_notice": None, "account_id": None}
    assert number.startswith("26-")
    (row,) = client.get(f"/open311/v2/requests/{number}.json").json()
    assert row["status"] == "open"
    assert row["service_name"] == "Nid-de-poule"
    assert row["agency_responsible"] == "Voirie"
    assert row["address"] == "145, rue des Érables"
    assert row["zipcode"] == "J0B 1A1"
    assert (row["lat"], row["long"]) == (45.40, -71.90)
    assert row["requested_datetime"] == "2026-11-23T09:00:00-05:00"


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        ("2026-11-23T09:00:00-05:00", "2026-11-25T09:00:00-05:00"),  # 14 hours of 7 a day
        ("2026-11-27T11:00:00-05:00", "2026-12-01T15:30:00-05:00"),  # Friday closes at noon
        ("2026-12-23T16:00:00-05:00", "2026-12-29T16:00:00-05:00"),  # the city's closure, Christmas, a weekend
        ("2026-11-21T03:00:00-05:00", "2026-11-24T16:30:00-05:00"),  # Saturday night
    ],
)
def test_expected_date_counts_office_hours(post, client, clock_at, requested, expected):
    clock_at(requested)
    number = opened(post(service_code="V-1", **{"attribute[depth]": "small"}))
    assert client.get(f"/open311/v2/requests/{number}.json").json()[0]["expected_datetime"] == expected


def test_without_a_service_level_there_is_no_expected_date(post, client):
    assert client.get(f"/open311/v2/requests/{opened(post())}.json").json()[0]["expected_datetime"] is None


DESCRIPTION = "L'été « déjà » & <b>trou</b> ]]>\r\nligne 2\tfin  \u00a0 œ 🕳️ $#{x} %s  "


@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_description_is_kept_letter_for_letter(post, client, fmt):
    number = opened(post(description=DESCRIPTION))
    body = client.get(f"/open311/v2/requests/{number}.{fmt}").content
    if fmt == "json":
        import json

        assert json.loads(body)[0]["description"] == DESCRIPTION
    else:
        assert ElementTree.fromstring(body).findtext("request/description") == DESCRIPTION


def test_control_characters_do_not_break_xml(post, client):
    number = opened(post(description="a\x01b\x0b"))
    assert client.get(f"/open311/v2/requests/{number}.json").json()[0]["description"] == "a\x01b\x0b"
    xml = ElementTree.fromstring(client.get(f"/open311/v2/requests/{number}.xml").content)
    assert xml.findtext("request/description") == "a\ufffdb\ufffd"


def test_4000_characters_and_no_more(post):
    assert opened(post(description="é" * 4000))
    assert len(errors(post(description="é" * 4001), 400)) == 1


def test_personal_fields_are_kept_but_never_answered(post, client):
    number = opened(post(device_id="d1", account_id="c1", **PERSONAL))
    row = ServiceRequest.objects.get(number=number)
    assert (row.first_name, row.email, row.device_id) == ("Léa", "lea@exemple.ca", "d1")
    for path in (f"requests/{number}.json", f"requests/{number}.xml", "requests.json", "requests.xml"):
        body = client.get(f"/open311/v2/{path}").content.decode()
        assert not [value for value in (*PERSONAL.values(), "d1", "c1") if f">{value}<" in body or f'"{value}"' in body]


@pytest.mark.parametrize("key", ["", "wrong", "clé-é", "CLE-DES-TESTS"])
def test_a_wrong_key_is_403(post, key):
    assert errors(post(api_key=key), 403)


def test_a_missing_key_is_403_before_anything_else(post):
    assert errors(post(api_key=None, service_code="?"), 403)


def test_a_key_given_in_the_admin_works_until_it_is_withdrawn(post):
    from city_api.open311.keys import new_key

    row, secret = new_key("partner")
    assert opened(post(api_key=secret))
    row.active = False
    row.save()
    assert errors(post(api_key=secret), 403)
    assert secret not in str(vars(row))


def test_no_key_is_configured(post, settings):
    settings.CITY_API_KEY = ""
    assert errors(post(api_key=""), 403)


WRONG = [
    ({"service_code": ""}, 400),
    ({"service_code": "nope"}, 404),
    ({"service_code": "a\0b"}, 404),
    ({"jurisdiction_id": "elsewhere.example"}, 404),
    ({"address_id": None}, 400),
    ({"address_id": "unknown"}, 400),
    ({"address_id": "A1\0"}, 400),
    ({"address_id": None, "lat": "45.4"}, 400),
    ({"address_id": None, "lat": "45.4", "long": "x"}, 400),
    ({"address_id": None, "lat": "91", "long": "0"}, 400),
    ({"address_id": None, "lat": "nan", "long": "inf"}, 400),
    ({"email": "not an address"}, 400),
    ({"media_url": "javascript:alert(1)"}, 400),
    ({"description": "a\0b"}, 400),
    ({"first_name": "x" * 201}, 400),
]


@pytest.mark.parametrize(("fields", "status"), WRONG)
def test_wrong_fields(post, fields, status):
    assert errors(post(**fields), status)
    assert not ServiceRequest.objects.exclude(address_id__in=["A1", "A4", "A6"]).exists()


def test_every_wrong_field_is_named(post):
    found = errors(post(email="x", media_url="y", description="d" * 4001), 400)
    assert len(found) == 3


PLACES = [
    {"address_id": "A4"},
    {"address_id": None, "lat": "45.4", "long": "-71.9"},
    {"address_id": None, "address_string": "coin Érables et Lac, Valmont"},
    {"address_id": "", "lat": "", "long": "", "address_string": "9, chemin du Lac"},
]


@pytest.mark.parametrize("place", PLACES)
def test_any_full_location_is_enough(post, place):
    assert opened(post(**place))


def test_a_position_goes_before_that_of_the_address(post, client):
    number = opened(post(address_id="A1", lat="45.5", long="-71.5"))
    row = client.get(f"/open311/v2/requests/{number}.json").json()[0]
    assert (row["lat"], row["long"], row["address_id"]) == (45.5, -71.5, "A1")


def test_empty_is_as_absent(post):
    assert opened(post(jurisdiction_id="", email="", media_url="", description=""))


def test_own_jurisdiction_is_fine(post):
    assert opened(post(jurisdiction_id="valmont.example"))


def test_post_in_xml(post):
    response = post("xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    root = ElementTree.fromstring(response.content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id")


def test_errors_in_xml(post):
    root = ElementTree.fromstring(post("xml", api_key="x").content)
    assert root.tag == "errors"
    assert root.findtext("error/code") == "403"
    assert root.findtext("error/description")


def test_the_same_key_again_answers_the_same_request(post):
    first = post(key="abc", description="un")
    again = post(key="abc", description="deux")
    assert first.content == again.content
    assert post(key="autre").content != first.content
    assert ServiceRequest.objects.filter(description__in=["un", "deux"]).count() == 1


def test_without_a_key_two_posts_are_two_requests(post):
    assert opened(post()) != opened(post())


def test_an_odd_idempotency_key(post):
    assert opened(post(key="é" * 3000)) == opened(post(key="é" * 3000))


def test_batch_gives_a_token_then_a_number(post, client, clock_at):
    clock_at("2026-11-23T09:00:00-05:00")
    receipt = post(service_code="V-2").json()[0]
    assert set(receipt) == {"token", "service_notice", "account_id"}
    token = client.get(f"/open311/v2/tokens/{receipt['token']}.json")
    assert token.json() == [{"token": receipt["token"]}]
    clock_at("2026-11-23T09:02:00-05:00")
    (found,) = client.get(f"/open311/v2/tokens/{receipt['token']}.json").json()
    assert found["token"] == receipt["token"]
    assert client.get(f"/open311/v2/requests/{found['service_request_id']}.json").status_code == 200


def test_a_batch_request_is_not_listed_before_its_number(post, get, clock_at):
    clock_at("2026-11-23T09:00:00-05:00")
    post(service_code="V-2")
    assert get("/open311/v2/requests.json", service_code="V-2") == []
    clock_at("2026-11-23T09:02:00-05:00")
    assert len(get("/open311/v2/requests.json", service_code="V-2")) == 1


def test_blackbox_gives_neither(post, get):
    assert set(post(service_code="V-3").json()[0]) == {"service_notice", "account_id"}
    assert get("/open311/v2/requests.json", service_code="V-3") == []


@pytest.mark.parametrize("path", ["requests/99-99999", "requests/x%00", "tokens/nope", "services/nope"])
@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_unknown_things_are_404(client, city, path, fmt):
    response = client.get(f"/open311/v2/{path}.{fmt}")
    assert response.status_code == 404
    assert response["Content-Type"].endswith("charset=utf-8")


def test_list_is_newest_first_and_of_90_days(get):
    rows = get("/open311/v2/requests.json")
    assert [row["description"] for row in rows] == ["Gros trou", "Arbre tombé, gros"]


def test_filters(get):
    assert [row["status"] for row in get("/open311/v2/requests.json", status="closed")] == ["closed"]
    assert len(get("/open311/v2/requests.json", status="open,closed")) == 2
    assert len(get("/open311/v2/requests.json", service_code="V-1,V-2")) == 1
    assert get("/open311/v2/requests.json", service_code="nope") == []
    number = get("/open311/v2/requests.json", status="closed")[0]["service_request_id"]
    assert len(get("/open311/v2/requests.json", service_request_id=f"{number},x", status="open")) == 1


def ago(days: int) -> str:
    return (datetime.now(timezone.utc) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_dates_bound_the_list(get):
    assert [row["description"] for row in get("/open311/v2/requests.json", start_date=ago(10))] == ["Gros trou"]
    assert [row["description"] for row in get("/open311/v2/requests.json", end_date=ago(150))] == ["Vieille demande"]
    assert get("/open311/v2/requests.json", start_date=ago(700), end_date=ago(650)) == []
    offset = get("/open311/v2/requests.json", start_date=ago(10).replace("Z", "+00:00"))
    assert len(offset) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"start_date": "hier"},
        {"start_date": "2026-13-01T00:00:00Z"},
        {"start_date": "2026-11-01T00:00:00"},
        {"end_date": "9999-12-31T00:00:00Z"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"status": "pending"},
    ],
)
def test_wrong_filters_are_400(client, city, query):
    errors(client.get("/open311/v2/requests.json", query), 400)


@pytest.mark.parametrize("path", ["services", "services/V-1", "requests", "requests/x", "tokens/x"])
def test_jurisdiction_is_checked_everywhere(client, city, path):
    errors(client.get(f"/open311/v2/{path}.json", {"jurisdiction_id": "other"}), 404)


def test_at_most_1000(get, city):
    from city_api.models import Service
    from django.utils import timezone as clock

    service, now = Service.objects.get(pk="V-9"), clock.now()
    ServiceRequest.objects.bulk_create(
        ServiceRequest(service=service, number=f"x{n}", requested_at=now, released_at=now) for n in range(1100)
    )
    assert len(get("/open311/v2/requests.json")) == 1000


def test_a_list_takes_few_queries(client, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get("/open311/v2/requests.json")


def test_a_method_that_is_not_allowed(client, city):
    response = client.delete("/open311/v2/requests.json")
    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"
    assert response.json()[0]["code"] == 405


def test_a_form_without_its_boundary_is_refused(client, city):
    response = client.post("/open311/v2/requests.json", b"api_key=x", content_type="multipart/form-data")
    errors(response, 400)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=\x00", b"a" * 100_000, b"&&&&==", b"api_key=cle-des-tests&" + b"a=b&" * 5000]
)
def test_hostile_bodies_are_refused(client, city, body):
    response = client.post("/open311/v2/requests.json", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 403)
    assert response.json()[0]["description"]
