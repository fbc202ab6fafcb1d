"""Booking an appointment: slots, a wished day, a slot that has gone, a body that is refused, a city that is away."""
import pytest

from actions.appointment import ActionPlanningAppointment
from actions.steering import ActionResume
from tests.actions.invented_city import at
from tests.actions.support import Conversation, sure

ACTION = ActionPlanningAppointment()
TOPIC = sure("planning_appointment")


async def subject_told(talk):
    return await talk.run(ACTION, "je veux un rendez-vous pour agrandir ma maison", **TOPIC)


async def at_the_summary(talk):
    await subject_told(talk)
    await talk.press(ACTION, talk.titles[0])
    await talk.run(ACTION, "Lou Tremblay")
    return await talk.run(ACTION, "418 555-0133")


async def test_from_the_first_words_to_the_number(talk, fake_city):
    assert await talk.run(ACTION, "rendez-vous", **TOPIC) == ["utter_planning_appointment",
        "utter_ask_appointment_subject"]
    assert await talk.run(ACTION, "un agrandissement") == ["utter_ask_appointment_slot"]
    assert talk.titles[0] == "mercredi 5 mars à 9\u00a0h" and len(talk.titles) == 5
    assert await talk.press(ACTION, talk.titles[1]) == ["utter_ask_appointment_name"]
    assert await talk.run(ACTION, "Lou Tremblay") == ["utter_ask_appointment_contact"]
    assert await talk.run(ACTION, "lou@example.org") == ["utter_ask_confirm_appointment"]
    said = talk.said("utter_ask_confirm_appointment")
    assert (said["moment"], said["subject"], said["name"], said["contact"]) == (
        "jeudi 6 mars à 9\u00a0h", "un agrandissement", "Lou Tremblay", "lou@example.org")
    assert not fake_city.created
    assert (await talk.press(ACTION, "choice", "book"))[0] == "utter_appointment_booked"
    said = talk.said("utter_appointment_booked")
    assert (said["moment"], said["place"], said["number"]) == ("jeudi 6 mars à 9\u00a0h", "Bureau 4", "RDV-1")
    (key, booked), = fake_city.created.items()
    assert booked["body"] == {"slot_id": "r2-9", "name": "Lou Tremblay", "subject": "un agrandissement",
                              "email": "lou@example.org"} and key
    assert talk.slots["tasks"] == []


async def test_a_subject_told_at_once_is_not_asked(talk):
    assert await subject_told(talk) == ["utter_planning_appointment", "utter_ask_appointment_slot"]


async def test_later_slots_never_show_the_same_again(talk):
    await subject_told(talk)
    shown = talk.titles[:-1]
    await talk.press(ACTION, "choice", "later_slots")
    assert talk.titles[:-1] and not set(shown) & set(talk.titles[:-1])


@pytest.mark.parametrize(("wish", "titles"), [
    ("lundi", ["lundi 10 mars à 9\u00a0h", "lundi 10 mars à 11\u00a0h", "lundi 10 mars à 14\u00a0h"]),
    ("le 12 mars à 9 h 30", ["mercredi 12 mars à 9\u00a0h", "mercredi 12 mars à 11\u00a0h",
    "mercredi 12 mars à 14\u00a0h"]),
    ("samedi", ["lundi 10 mars à 9\u00a0h"]),
])
async def test_a_wished_day_shows_its_slots_or_the_next_ones(talk, wish, titles):
    await subject_told(talk)
    replies = await talk.run(ACTION, wish)
    assert replies == [*(["utter_no_slot_that_day"] if wish == "samedi" else []), "utter_ask_appointment_slot"]
    assert talk.titles[: len(titles)] == titles


@pytest.mark.parametrize("wish", ["peu importe", "hmm", "le 12 décembre"])
async def test_a_wish_that_cannot_be_met_offers_what_is_free(talk, wish):
    await subject_told(talk)
    await talk.run(ACTION, wish)
    assert len(talk.titles) == 5


async def test_slots_in_another_zone_are_told_in_the_citys(talk, fake_city):
    fake_city.slots = [{"id": "z", "starts_at": "2031-03-06T01:00:00Z", "ends_at": "2031-03-06T02:00:00Z"}]
    await subject_told(talk)
    assert talk.titles[0] == "mercredi 5 mars à 20\u00a0h"
    await talk.run(ACTION, "mercredi")
    assert talk.titles[0] == "mercredi 5 mars à 20\u00a0h"


async def test_what_is_over_is_not_offered(talk, fake_city):
    fake_city.slots = [{"id": "old", "starts_at": at(-1, 9), "ends_at": at(-1, 10)}]
    assert await subject_told(talk) == ["utter_planning_appointment", "utter_no_appointment"]


async def test_no_slot_takes_a_message_with_the_subject(talk, fake_city):
    fake_city.slots = []
    assert await subject_told(talk) == ["utter_planning_appointment", "utter_no_appointment"]
    request = talk.slots["choices"][0]["value"]["request"]
    assert request["topic"] == "planning_appointment" and "agrandir" in request["text"] and talk.slots["tasks"] == []


async def test_taken_meanwhile_offers_the_next_ones(talk, fake_city):
    await at_the_summary(talk)
    first, key = talk.task["data"]["slot"]["id"], talk.task["data"]["key"]
    fake_city.slots = [s for s in fake_city.slots if s["id"] != first]
    assert await talk.run(ACTION, "oui") == ["utter_slot_taken"]
    assert "mercredi 5 mars à 9\u00a0h" not in talk.titles
    assert await talk.press(ACTION,
        talk.titles[0]) == ["utter_ask_confirm_appointment"]      # name and contact are kept
    assert talk.task["data"]["key"] != key
    assert "utter_appointment_booked" in await talk.run(ACTION, "oui")
    assert len(fake_city.created) == 1


async def test_taken_and_still_listed_is_not_offered_again(talk, fake_city):
    await at_the_summary(talk)
    fake_city.conflict = True                       # a list that lags behind the bookings
    assert await talk.run(ACTION, "oui") == ["utter_slot_taken"]
    assert "mercredi 5 mars à 9\u00a0h" not in talk.titles and len(talk.titles) == 5


async def test_a_refused_body_asks_the_contact_again(talk, fake_city):
    await at_the_summary(talk)
    fake_city.statuses["/city/v1/appointments"] = (422, {"title": "Unprocessable", "detail": "phone"})
    assert await talk.run(ACTION, "oui") == ["utter_ask_appointment_contact_again"]
    fake_city.statuses.clear()
    assert await talk.run(ACTION, "lou@example.org") == ["utter_ask_confirm_appointment"]
    assert "utter_appointment_booked" in await talk.run(ACTION, "oui")


@pytest.mark.parametrize("words", ["appelez-moi", "555"])
async def test_a_contact_that_cannot_be_read_is_asked_again(talk, words):
    await subject_told(talk)
    await talk.press(ACTION, talk.titles[0])
    await talk.run(ACTION, "Lou")
    assert await talk.run(ACTION, words) == ["utter_ask_appointment_contact_again"]


async def test_another_time_keeps_the_rest(talk):
    await at_the_summary(talk)
    assert await talk.press(ACTION, "choice", "other_slot") == ["utter_ask_appointment_slot"]
    assert await talk.press(ACTION, talk.titles[2]) == ["utter_ask_confirm_appointment"]


async def test_another_day_at_the_summary_then_a_stray_yes_books_nothing(talk, fake_city):
    await at_the_summary(talk)
    assert await talk.run(ACTION, "plutôt lundi") == ["utter_ask_appointment_slot"]
    assert await talk.run(ACTION, "oui") == ["utter_ask_appointment_slot"]
    assert not fake_city.created


@pytest.mark.parametrize("words", ["envoie pas", "oui mais plus tard", "hein"])
async def test_nothing_is_booked_without_a_clear_yes(talk, fake_city, words):
    await at_the_summary(talk)
    await talk.run(ACTION, words)
    assert not fake_city.created


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "null_fields", "wrong_types"])
async def test_the_city_is_away_when_the_slots_are_asked(talk, fake_city, mode):
    fake_city.modes["/slots"] = mode
    assert await subject_told(talk) == ["utter_planning_appointment", "utter_slots_unavailable"]
    assert talk.slots["tasks"] == [] and "agrandir" in talk.slots["choices"][0]["value"]["request"]["text"]


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "slow", "null_fields"])
async def test_the_city_is_away_when_booking_and_a_second_yes_books_once(talk, fake_city, mode):
    await at_the_summary(talk)
    fake_city.modes["/appointments"] = mode
    assert await talk.run(ACTION, "oui") == ["utter_city_unavailable"]
    assert await talk.step(ActionResume(), None) == ["utter_resume", "utter_ask_confirm_appointment"]
    fake_city.modes.clear()
    assert "utter_appointment_booked" in await talk.run(ACTION, "oui")
    assert len(fake_city.created) == 1


async def test_off(talk, profile_file):
    profile_file(topics__off=["planning_appointment"])
    assert await subject_told(talk) == ["utter_topic_off"]


async def test_in_english():
    talk = Conversation(language="en")
    await subject_told(talk)
    assert talk.titles[0] == "Wednesday, March 5, 9\u00a0a.m."


async def test_no_log_holds_name_or_contact(talk, private):
    await at_the_summary(talk)
    await talk.run(ACTION, "oui")
    private("Tremblay", "555-0133", "agrandir")


async def test_every_time_is_seen_once_then_a_message_is_offered(talk, fake_city):
    fake_city.slots = [{"id": f"s{n}", "starts_at": at(n, 9), "ends_at": at(n, 10)} for n in range(1, 6)]
    await subject_told(talk)
    seen = talk.titles[:4]
    await talk.press(ACTION, "choice", "later_slots")
    assert len(talk.titles) == 2 and talk.titles[0] not in seen
    assert await talk.press(ACTION, "choice", "later_slots") == ["utter_no_later_slot"]
    assert talk.titles[:4] == seen and "Laisser un message" in talk.titles


@pytest.mark.parametrize(("words", "first"), [
    ("la semaine prochaine", "lundi 10 mars à 9"), ("next week", "lundi 10 mars à 9"),
    ("vendredi après-midi", "vendredi 7 mars à 14"),
    ("l'après-midi svp", "mercredi 5 mars à 14"), ("mardi de la semaine prochaine", "mardi 11 mars à 9"),
])
async def test_a_wish_for_a_week_or_a_part_of_the_day(talk, words, first):
    await subject_told(talk)
    assert await talk.run(ACTION, words) == ["utter_ask_appointment_slot"]
    assert talk.titles[0].startswith(first)


async def test_nothing_then_is_told(talk):
    await subject_told(talk)
    assert await talk.run(ACTION, "le soir") == ["utter_no_slot_then", "utter_ask_appointment_slot"]
    assert len(talk.titles) == 5


async def test_a_second_tap_is_no_name(talk):
    await subject_told(talk)
    slot = talk.titles[0]
    await talk.press(ACTION, slot)
    assert await talk.run(ACTION, slot) == ["utter_ask_appointment_name"] and not talk.task["data"].get("name")


@pytest.mark.parametrize(("words", "name"), [
    ("mon nom est Ana Roy", "Ana Roy"), ("je m'appelle Ana Roy", "Ana Roy"), ("c'est Ana Roy svp", "Ana Roy"),
    ("My name is Ana Roy", "Ana Roy"), ("au nom de Ana Roy", "Ana Roy"), ("it's Ana Roy", "Ana Roy"), ("Ana Roy", "Ana Roy"),
    ("Ana Roy, ana@example.org", "Ana Roy"), ("ana@example.org", None), ("418 555-0133", None), ("oui", None), ("?", None),
])
async def test_a_name_is_a_name(talk, words, name):
    await subject_told(talk)
    await talk.press(ACTION, talk.titles[0])
    await talk.run(ACTION, words)
    assert talk.task["data"]["name"] == name
    assert bool(talk.task["data"].get("contact")) == any(c in words for c in "@5")


@pytest.mark.parametrize(("words", "field", "value"), [
    ("non, mon nom c'est Louise Côté", "name", "Louise Côté"), ("my name is Louise Côté", "name", "Louise Côté"),
    ("non c'est pour une piscine finalement", "subject", "une piscine"), ("actually it's for a pool", "subject", "a pool"),
    ("le sujet c'est une clôture", "subject", "une clôture"),
    ("plutôt lou@example.org", "contact", {"email": "lou@example.org"}),
])
async def test_what_is_corrected_at_the_summary(talk, fake_city, words, field, value):
    await at_the_summary(talk)
    assert await talk.run(ACTION, words) == ["utter_ask_confirm_appointment"]
    assert talk.task["data"][field] == value and not fake_city.created


async def test_a_name_is_corrected_at_the_contact(talk):
    await subject_told(talk)
    await talk.press(ACTION, talk.titles[0])
    await talk.run(ACTION, "Lou")
    assert await talk.run(ACTION, "non, mon nom c'est Louise Côté") == ["utter_ask_appointment_contact_again"]
    assert talk.task["data"]["name"] == "Louise Côté"


@pytest.mark.parametrize(("field", "asked"), [("name", "utter_ask_appointment_name"), ("slot", "utter_ask_appointment_slot"),
                                              ("subject", "utter_ask_appointment_subject"),
                                              ("contact", "utter_ask_appointment_contact")])
async def test_each_field_is_corrected_by_button(talk, fake_city, field, asked):
    await at_the_summary(talk)
    assert await talk.run(ACTION, "non") == ["utter_ask_what_to_correct"]
    assert await talk.press(ACTION, "field", field) == [asked]
    assert not fake_city.created


async def test_a_place_that_is_not_told_is_not_invented(talk, fake_city):
    fake_city.slots = [{"id": "z", "starts_at": at(2, 9), "ends_at": at(2, 10), "place": None}]
    await at_the_summary(talk)
    replies = await talk.run(ACTION, "oui")
    assert replies[0] == "utter_appointment_booked_without_place" and talk.messages[0].get("place") is None
