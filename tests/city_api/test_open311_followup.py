"""Steps of a request."""

import pytest
from city_api.models import ServiceRequest
from city_api.open311.followup import advance

Stage = ServiceRequest.Stage


@pytest.fixture
def row(post):
    return ServiceRequest.objects.get(number=post().json()[0]["service_request_id"])


def shown(client, row):
    return client.get(f"/open311/v2/requests/{row.number}.json").json()[0]


def test_each_step_is_dated_and_shown(client, row, clock_at):
    clock_at("2026-12-01T09:00:00-05:00")
    assert advance(row, Stage.ACKNOWLEDGED)
    assert shown(client, row)["status_notes"] == "Prise en charge"
    assert shown(client, row)["updated_datetime"] == "2026-12-01T09:00:00-05:00"
    clock_at("2026-12-02T09:00:00-05:00")
    assert advance(row, Stage.CLOSED, "Réparé.")
    assert shown(client, row)["status"] == "closed"
    assert shown(client, row)["status_notes"] == "Réparé."
    row.refresh_from_db()
    assert row.acknowledged_at < row.started_at == row.closed_at


def test_there_is_no_way_back(row):
    advance(row, Stage.CLOSED, "Fait.")
    assert not advance(row, Stage.STARTED, "Encore?")
    row.refresh_from_db()
    assert (row.stage, row.status_notes) == (Stage.CLOSED, "Fait.")


def test_a_step_without_a_note_keeps_the_last_one(row):
    advance(row, Stage.ACKNOWLEDGED, "Inspection mardi.")
    advance(row, Stage.STARTED)
    assert row.status_notes == "Inspection mardi."


def test_a_batch_request_gets_its_number_when_taken_in_charge(post, client, clock_at):
    clock_at("2026-12-01T09:00:00-05:00")
    token = post(service_code="V-2").json()[0]["token"]
    advance(ServiceRequest.objects.get(token=token), Stage.ACKNOWLEDGED)
    assert "service_request_id" in client.get(f"/open311/v2/tokens/{token}.json").json()[0]


def test_a_blackbox_request_never_gets_one(post, get):
    post(service_code="V-3")
    advance(ServiceRequest.objects.get(service="V-3"), Stage.CLOSED)
    assert get("/open311/v2/requests.json", service_code="V-3") == []


def test_nothing_is_said_of_a_request_just_received(client, row):
    assert shown(client, row)["status_notes"] is None
