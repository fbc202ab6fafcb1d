"""Which address a citizen means."""
import pytest

from actions.address_words import CORRECTION, complete, strip_lead
from actions.addresses import address_choices, pick
from actions.city_types import Address
from actions.lookups.snow_status import ActionSnowStatus
from tests.actions.invented_city import ADDRESSES
from tests.actions.support import entity, sure

ALL = {a["id"]: Address(**a) for a in ADDRESSES}
AULNES = [ALL["c-310"], ALL["c-312"]]
OUELLET = [ALL["c-45c"], ALL["c-45a"]]


@pytest.mark.parametrize(("text", "bare"), [
    ("non, c'est au 312 des Aulnes", "312 des Aulnes"), ("J'habite au 45 Ouellet.", "45 Ouellet"), ("au 312", "312"),
    ("oups, 312", "312"), ("je voulais dire 312", "312"), ("I meant 312", "312"),
    ("sorry, it's 45 chemin Ouellet", "45 chemin Ouellet"),
    ("312 rue des Aulnes", "312 rue des Aulnes"), ("non", "non"), ("C’est le 312", "312"),
    ("finalement au 312!", "312"),
    ("mon adresse est 45, chemin Ouellet", "45, chemin Ouellet"), ("actually 312", "312"), ("", ""),
    ("pas le 310, le 312", "312"), ("not 310 but 312", "312"), ("c'est pas 310, c'est 312", "312"),
])
def test_words_that_introduce_an_address(text, bare):
    assert strip_lead(text) == bare


@pytest.mark.parametrize(("text", "label", "expected"), [
    ("312", "310, rue des Aulnes", "312, rue des Aulnes"),
    ("non, au 312", "310, rue des Aulnes", "312, rue des Aulnes"),
    ("au 312B", "310, rue des Aulnes", "312b, rue des Aulnes"),
    ("312", "310A, rue des Aulnes", "312, rue des Aulnes"),
    ("312", "310-2, rue des Aulnes", "312, rue des Aulnes"), ("312", "310 Main Street", "312 Main Street"),
    ("312 Ouellet", "310, rue des Aulnes", "312 Ouellet"), ("le pont", "310, rue des Aulnes", "le pont"),
    ("312", None, "312"), ("312", "Devant le pont", "312"),
])
def test_a_bare_number_takes_the_known_street(text, label, expected):
    assert complete(text, label and {"label": label}) == expected


def test_a_known_position_has_no_street():
    assert complete("312", {"latitude": 47.1, "longitude": -71.2}) == "312"


@pytest.mark.parametrize(("query", "found", "expected"), [
    ("310 aulnes", AULNES, "c-310"), ("310, rue des Aulnes", AULNES, "c-310"),
    ("310 RUE DES AULNES app", AULNES, "c-310"),
    ("aulnes", AULNES, None), ("45 ouellet", OUELLET, None), ("45 chemin Ouellet", OUELLET, "c-45c"),
    ("45 av ouellet", OUELLET, "c-45a"), ("45 avenue Ouellet", OUELLET, "c-45a"),
    ("310 aulne", [ALL["c-310"]], "c-310"),
    ("99 rue des Aulnes", [ALL["c-310"]], None), ("310", AULNES, "c-310"),
    ("18 12e avenue", [ALL["lot 7/b#2?"]], "lot 7/b#2?"),
    ("anything", [], None), ("", AULNES, None),
])
def test_pick(query, found, expected):
    picked = pick(query, found)
    assert (picked and picked.id) == expected


def test_choices_carry_the_whole_address():
    assert address_choices(OUELLET)[1] == {"title": "45, avenue Ouellet", "value": {"address": ALL["c-45a"].dict()}}


ACTION = ActionSnowStatus()      # any lookup that needs an address


async def test_the_address_told_with_the_question_is_used_and_remembered(talk):
    await talk.run(ACTION, "neige au 310 aulnes", entities=[entity("address", "310 aulnes")], **sure("snow_status"))
    assert talk.slots["address"]["id"] == "c-310" and "utter_snow_status" in talk.replies
    assert "utter_snow_status" in await talk.run(ACTION, "et la neige?", **sure("snow_status"))


async def test_asked_once_then_answered(talk):
    assert await talk.run(ACTION, "ma rue est-elle déneigée", **sure("snow_status")) == ["utter_ask_address"]
    assert "utter_snow_status" in await talk.run(ACTION, "310 rue des aulnes")
    assert talk.slots["tasks"] == []


async def test_an_ambiguous_address_is_chosen(talk):
    await talk.run(ACTION, "neige", **sure("snow_status"))
    assert await talk.run(ACTION, "45 ouellet") == ["utter_ask_which_address"]
    assert talk.titles == ["45, chemin Ouellet", "45, avenue Ouellet"]
    assert "utter_snow_status" in await talk.press(ACTION, "45, avenue Ouellet")
    assert talk.slots["address"]["id"] == "c-45a"


async def test_none_of_the_choices_but_another_address(talk):
    await talk.run(ACTION, "neige au 45 ouellet", entities=[entity("address", "45 ouellet")], **sure("snow_status"))
    assert "utter_snow_status" in await talk.run(ACTION, "non, au 312 rue des Aulnes")
    assert talk.slots["address"]["id"] == "c-312"


async def test_not_found_is_worded_otherwise_the_second_time_with_a_person(talk):
    await talk.run(ACTION, "neige", **sure("snow_status"))
    assert await talk.run(ACTION, "99 rue Perdue") == ["utter_address_not_found"]
    assert talk.titles == []
    assert await talk.run(ACTION, "99 rue Perdu") == ["utter_address_not_found_again"]
    assert talk.titles
    assert "utter_snow_status" in await talk.run(ACTION, "310 aulnes")


async def test_a_correction_of_the_number_keeps_the_street(talk):
    await talk.run(ACTION, "neige au 310 aulnes", entities=[entity("address", "310 aulnes")], **sure("snow_status"))
    replies = await talk.run(ACTION, "non, c'est au 312", **sure("snow_status", follows=True))
    assert "utter_snow_status" in replies and talk.slots["address"]["id"] == "c-312"


async def test_a_new_address_replaces_the_known_one(talk):
    await talk.run(ACTION, "neige au 310 aulnes", entities=[entity("address", "310 aulnes")], **sure("snow_status"))
    await talk.run(ACTION, "et au 45 chemin Ouellet", entities=[entity("address", "45 chemin Ouellet")],
        **sure("snow_status"))
    assert talk.slots["address"]["id"] == "c-45c"


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "null_fields", "too_many", "wrong_types"])
async def test_when_the_search_is_down_the_citizen_is_told(talk, fake_city, mode):
    fake_city.modes["/addresses"] = mode
    await talk.run(ACTION, "neige", **sure("snow_status"))
    assert await talk.run(ACTION, "310 rue des Aulnes") == ["utter_city_unavailable"]


async def test_no_log_holds_the_address(talk, private):
    await talk.run(ACTION, "neige au 310 aulnes", entities=[entity("address", "310 aulnes")], **sure("snow_status"))
    private("aulnes", "c-310")


@pytest.mark.parametrize("text", [
    "déneigement 310 aulnes", "when will my street be plowed, 310 aulnes apt 3", "neige au 310 aulnes svp",
    "la rue des Aulnes au 310 est pas déneigée", "rue des Aulnes #310", "RUE DES AULNES 310".replace(" 310", ", 310"),
    "is it plowed at 310 Aulnes?",
])
async def test_an_address_without_its_type_or_turned_around_is_seen(talk, text):
    await talk.run(ACTION, text, **sure("snow_status"))
    assert talk.slots["address"]["id"] == "c-310" and "utter_snow_status" in talk.replies


@pytest.mark.parametrize("text", ["ma rue est pas faite depuis 3 jours", "10 cm de neige", "y a 2 bancs de neige devant"])
async def test_a_number_that_is_no_address_asks_for_one(talk, text):
    assert await talk.run(ACTION, text, **sure("snow_status")) == ["utter_ask_address"]


async def test_a_street_that_was_named_is_not_asked_again(talk):
    replies = await talk.run(ACTION, "est-ce que la rue des Aulnes est déneigée", **sure("snow_status"))
    assert replies == ["utter_ask_which_address"] and talk.titles == ["310, rue des Aulnes", "312, rue des Aulnes"]
    assert "utter_snow_status" in await talk.run(ACTION, "312") and talk.slots["address"]["id"] == "c-312"


async def test_a_typed_answer_is_read_among_the_addresses_offered(talk):
    await talk.run(ACTION, "neige au 45", entities=[entity("address", "45")], **sure("snow_status"))
    assert len(talk.titles) == 2
    assert "utter_snow_status" in await talk.run(ACTION, "chemin ouellet") or talk.slots["address"]["id"] == "c-45c"


async def test_one_address_that_looks_like_it_is_offered_as_one_and_a_yes_takes_it(talk, fake_city):
    fake_city.answers["/city/v1/addresses"] = [ADDRESSES[0]]
    assert await talk.run(ACTION, "neige au 31 aune", entities=[entity("address", "31 aune")], **sure("snow_status")) == [
        "utter_ask_this_address"]
    fake_city.answers.clear()
    assert "utter_snow_status" in await talk.run(ACTION, "oui")


@pytest.mark.parametrize("name", ["O'Connell", "L'Heureux"])
def test_an_initial_before_an_apostrophe_is_no_letter_of_the_number(name):
    found = Address(id="x", label=f"9, avenue {name}")
    assert pick(f"9 {name.lower()}", [found]) == found


@pytest.mark.parametrize("words", ["nn finalement c au 310 rue des aulnes", "non attends, c'est au 312", "oops au 12"])
def test_a_correction_begins_as_people_type_it(words):
    assert CORRECTION.search(words)
