"""Slots and bookings."""

import json

import pytest
from city_api.models import Appointment, AppointmentClosure

SLOTS = "/city/v1/appointments/slots"
BOOK = "/city/v1/appointments"
BODY = {"name": "Léa Roy", "email": "lea@exemple.ca", "subject": "Piscine"}


@pytest.fixture(autouse=True)
def _now(clock_at):
    clock_at("2026-11-23T08:00:00-05:00")


@pytest.fixture
def book(client, city):
    def call(key=None, body=None, **fields):
        data = body if body is not None else json.dumps(BODY | fields)
        headers = {"Idempotency-Key": key} if key else {}
        return client.post(BOOK, data, content_type="application/json", headers=headers)

    return call


def times(get, first, last):
    rows = get(SLOTS, service="planning", **{"from": first, "to": last})
    return [row["starts_at"][:16] for row in rows]


def test_slots(get):
    rows = get(SLOTS, service="planning", **{"from": "2026-11-23", "to": "2026-11-23"})
    assert rows == [
        {
            "id": "planning-20261123T0900",
            "starts_at": "2026-11-23T09:00:00-05:00",
            "ends_at": "2026-11-23T09:30:00-05:00",
            "place": "3, place du Marché",
        },
        rows[1],
    ]
    assert rows[1]["id"] == "planning-20261123T1000"


def test_no_slot_on_a_holiday_a_weekend_or_a_closed_day(get):
    AppointmentClosure.objects.create(service="", date="2026-12-29")
    assert times(get, "2026-12-25", "2026-12-29") == ["2026-12-28T09:00", "2026-12-28T10:00"]


def test_past_slots_are_gone(get, clock_at):
    clock_at("2026-11-23T09:30:00-05:00")
    assert times(get, "2026-11-23", "2026-11-23") == ["2026-11-23T10:00"]


def test_another_service_has_none(get):
    assert get(SLOTS, service="dentist") == []


@pytest.mark.parametrize(
    "query", [{}, {"service": "planning", "from": "x"}, {"service": "planning", "to": "2030-01-01"}]
)
def test_wrong_parameters(problem, query):
    problem(400, SLOTS, **query)


def test_booking_takes_the_slot(book, get):
    response = book(slot_id="planning-20261123T0900")
    assert response.status_code == 201
    appointment = response.json()
    assert appointment == {
        "id": appointment["id"],
        "starts_at": "2026-11-23T09:00:00-05:00",
        "ends_at": "2026-11-23T09:30:00-05:00",
        "place": "3, place du Marché",
    }
    assert times(get, "2026-11-23", "2026-11-23") == ["2026-11-23T10:00"]
    again = book(slot_id="planning-20261123T0900")
    assert again.status_code == 409
    assert again["Content-Type"] == "application/problem+json"


def test_two_seats_make_two_appointments(book, get):
    slot = "planning-20261124T1000"
    assert [book(slot_id=slot).status_code for _ in range(3)] == [201, 201, 409]
    assert set(Appointment.objects.values_list("seat", flat=True)) == {0, 1}


def test_the_same_key_again_answers_the_same_appointment(book):
    first = book("k", slot_id="planning-20261123T0900")
    again = book("k", slot_id="planning-20261123T0900")
    assert again.status_code == 201
    assert first.json() == again.json()
    assert Appointment.objects.count() == 1


def test_a_cancelled_appointment_frees_its_slot(book, get):
    book(slot_id="planning-20261123T0900")
    Appointment.objects.all().delete()
    assert book(slot_id="planning-20261123T0900").status_code == 201


def test_a_past_slot_is_not_booked(book):
    assert book(slot_id="planning-20261120T0900").status_code == 409


def test_by_phone(book):
    assert book(slot_id="planning-20261123T0900", email=None, phone="819 555-0100").status_code == 201


OFF = [
    {"slot_id": "planning-20261123T0901"},
    {"slot_id": "planning-20261122T0900"},
    {"slot_id": "dentist-20261123T0900"},
    {"slot_id": "nonsense"},
    {"slot_id": "planning-99999999T9999"},
    {"slot_id": 12},
    {"slot_id": None},
    {"name": ""},
    {"name": ["a"]},
    {"name": "x" * 201},
    {"name": "nul\0"},
    {"name": "\ud800"},
    {"subject": None},
    {"email": None},
    {"email": "not an address"},
]


@pytest.mark.parametrize("fields", OFF)
def test_a_body_that_is_off(book, fields):
    response = book(**({"slot_id": "planning-20261123T0900"} | fields))
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000])
def test_a_body_that_is_not_an_object(book, body):
    assert book(body=body).status_code == 422


def test_reading_is_not_booking(problem):
    problem(405, BOOK)
