"""The clerks' admin, in French."""

from datetime import datetime, timedelta, timezone

import pytest
from city_api.models import ApiKey, CollectionRule, ParkingNight, ServiceRequest, Street
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("city")
SOON = (datetime.now(timezone.utc) + timedelta(minutes=5)).isoformat()  # within the life of a session
OURS = [model for model in admin.site._registry if model._meta.app_label == "city_api"]


@pytest.fixture
def clerk(client):
    client.force_login(User.objects.create_superuser("greffe", password="x"))
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_and_form_opens(clerk, model):
    name = f"admin:city_api_{model._meta.model_name}"
    assert clerk.get(reverse(f"{name}_changelist")).status_code == 200
    if admin.site._registry[model].has_add_permission(type("R", (), {"user": User(is_superuser=True, is_active=True)})):
        assert clerk.get(reverse(f"{name}_add")).status_code == 200
    row = model.objects.first()
    if row:
        assert clerk.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


def test_all_that_a_clerk_keeps_is_there():
    names = {model.__name__ for model in OURS}
    assert names >= {
        *("CollectionRule", "CollectionException", "WasteItem", "Permit", "Notice", "RoadEvent", "Street"),
        *("ParkingNight", "ParkingSeason", "Facility", "SpecialDay", "DutyYear", "AppointmentRule", "Appointment"),
        *("ServiceRequest", "Service", "Address", "Sector", "TransitAlert", "ApiKey"),
    }


def test_french_first_then_english(clerk):
    url = reverse("admin:index")
    assert "Règles de collecte" in clerk.get(url).content.decode()
    assert "Collection rules" in clerk.get(url, headers={"Accept-Language": "en"}).content.decode()


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(reverse("admin:index")).status_code == 302


def act(clerk, model, action, rows, **more):
    url = reverse(f"admin:city_api_{model._meta.model_name}_changelist")
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    response = clerk.post(url, data)
    assert (response.status_code, response["Location"]) == (302, url)


def test_a_request_is_moved_along_with_a_note(clerk):
    row = ServiceRequest.objects.filter(stage="received").first()
    act(clerk, ServiceRequest, "acknowledge", [row])
    act(clerk, ServiceRequest, "close", [row], note="Réparé mardi.")
    (shown,) = clerk.get(f"/open311/v2/requests/{row.number}.json").json()
    assert (shown["status"], shown["status_notes"]) == ("closed", "Réparé mardi.")


def test_editing_a_request_moves_its_date(clerk, clock_at):
    row = ServiceRequest.objects.filter(stage="received").first()
    moment = clock_at(SOON)
    url = reverse("admin:city_api_servicerequest_change", args=[row.pk])
    form = {"address": row.address, "status_notes": "Vu.", "agency": "Voirie"}
    assert clerk.post(url, form).status_code == 302
    row.refresh_from_db()
    assert (row.status_notes, row.updated_at) == ("Vu.", moment)


def test_snow_of_several_streets(clerk, clock_at):
    moment = clock_at(SOON)
    act(clerk, Street, "cleared", Street.objects.all())
    assert set(Street.objects.values_list("snow_state", "snow_updated_at")) == {("cleared", moment)}


def test_a_decision_is_dated(clerk, clock_at):
    moment = clock_at(SOON)
    url = reverse("admin:city_api_parkingnight_change", args=["2026-12-03"])
    assert clerk.post(url, {"date": "2026-12-03", "banned": "true"}).status_code == 302
    row = ParkingNight.objects.get(pk="2026-12-03")
    assert (row.banned, row.decided_at) == (True, moment)


def test_a_key_is_shown_once(clerk, post):
    url = reverse("admin:city_api_apikey_add")
    page = clerk.post(url, {"name": "Partenaire", "active": "on"}, follow=True).content.decode()
    secret = page.partition("ne sera plus montrée : ")[2].partition("<")[0].strip()
    assert post(api_key=secret).status_code == 200
    assert ApiKey.objects.get().name == "Partenaire"
    assert secret not in clerk.get(reverse("admin:city_api_apikey_changelist")).content.decode()


def test_a_wrong_recurrence_is_refused_in_french(clerk):
    url = reverse("admin:city_api_collectionrule_add")
    form = {"sector": "nord", "stream": "leaves", "start": "2026-11-01", "rrule": "chaque mardi", "until": ""}
    page = clerk.post(url, form).content.decode()
    assert "règle de récurrence" in page
    assert not CollectionRule.objects.filter(stream="leaves").exists()
