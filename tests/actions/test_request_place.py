"""Where a request is: ambiguous, not found, known, shared, or in the citizen's own words."""
import pytest

from actions.service_request import ActionServiceRequest
from tests.actions.support import entity, sure

ACTION = ActionServiceRequest()
KNOWN = {"id": "c-310", "label": "310, rue des Aulnes", "latitude": 47.1, "longitude": -71.2}


@pytest.fixture
async def asked(talk):
    """A conversation in which the place has just been asked."""
    await talk.run(ACTION, "il y a un gros trou", **sure("report_graffiti"))
    assert talk.replies == ["utter_request_started", "utter_ask_place"]
    return talk


def place(talk):
    return talk.task["data"]["place"]


async def test_found(asked):
    assert await asked.run(ACTION, "c'est au 310 des aulnes") == ["utter_ask_contact"]
    assert place(asked)["id"] == "c-310" and asked.slots["address"]["id"] == "c-310"


async def test_ambiguous(asked):
    assert await asked.run(ACTION, "45 ouellet") == ["utter_ask_which_place"]
    assert asked.titles[:2] == ["45, chemin Ouellet", "45, avenue Ouellet"] and len(asked.titles) == 3
    await asked.press(ACTION, "45, chemin Ouellet")
    assert place(asked)["id"] == "c-45c"


async def test_ambiguous_then_said_in_full(asked):
    await asked.run(ACTION, "45 ouellet")
    await asked.run(ACTION, "non, 45 avenue Ouellet")
    assert place(asked)["id"] == "c-45a"


@pytest.mark.parametrize("words", ["au coin du pont et du quai", "entre le 310 et le 316 des Aulnes",
    "corner of Quai and Pont", "dans le parc du Moulin", "derrière l'école", "next to the church"])
async def test_a_corner_or_a_landmark_goes_as_it_is_told(asked, words):
    assert await asked.run(ACTION, words) == ["utter_ask_contact"]
    assert place(asked)["label"] in words


@pytest.mark.parametrize("words", ["oui", "passer", "je sais pas l'adresse", "I don't know", "corrige", "no"])
async def test_what_is_no_place_is_not_looked_up(asked, fake_city, words):
    fake_city.calls.clear()
    assert await asked.run(ACTION, words) == ["utter_ask_place_in_words"] and not fake_city.called("/addresses")
    await asked.run(ACTION, words)
    assert len(asked.titles) == 2                                            # a person, or the end
    assert await asked.run(ACTION, "la grosse roche du sentier") == ["utter_ask_contact"]
    assert place(asked) == {"label": "la grosse roche du sentier"}


@pytest.mark.parametrize("words", ["le même", "same place", "à la même adresse"])
async def test_the_same_place_is_the_known_one(asked, words):
    asked.slots["address"] = {"id": "c-310", "label": "310, rue des Aulnes"}
    assert await asked.run(ACTION, words) == ["utter_ask_contact"] and place(asked)["id"] == "c-310"


@pytest.mark.parametrize("words", ["{label} <b>"])
async def test_own_words(asked, words):
    assert await asked.run(ACTION, words) == ["utter_place_not_found"]
    await asked.press(ACTION, asked.titles[0])
    assert place(asked)["label"] in words and asked.replies == ["utter_ask_contact"]


async def test_not_found_then_found(asked):
    await asked.run(ACTION, "999 rue Perdue")
    assert await asked.run(ACTION, "310 aulnes") == ["utter_ask_contact"]


async def test_shared_position(asked):
    await asked.run(ACTION, "", location={"lat": 47.5, "long": -71.5})
    assert place(asked) == {"latitude": 47.5, "longitude": -71.5}


async def test_a_position_then_a_bare_number_asks_for_the_street(asked):
    await asked.run(ACTION, "", location={"lat": 47.5, "long": -71.5})
    replies = await asked.run(ACTION, "non, au 45")
    assert replies == ["utter_ask_which_place"] and place(asked) is None


@pytest.mark.parametrize("words", ["oui", "c'est ça"])
async def test_the_known_address_is_offered_and_accepted(talk, words):
    talk.slots["address"] = KNOWN
    assert (await talk.run(ACTION, "il y a un gros graffiti",
        **sure("report_graffiti")))[-1] == "utter_ask_place_known"
    await talk.run(ACTION, words)
    assert place(talk)["id"] == "c-310"


@pytest.mark.parametrize(("words", "found"), [("non, au 312", "c-312"), ("non, c'est au 45 chemin Ouellet", "c-45c")])
async def test_the_known_address_is_corrected_in_one_go(talk, words, found):
    talk.slots["address"] = KNOWN
    await talk.run(ACTION, "il y a un gros graffiti", **sure("report_graffiti"))
    await talk.run(ACTION, words)
    assert place(talk)["id"] == found


@pytest.mark.parametrize("words", ["non", "non merci"])
async def test_the_known_address_is_refused_and_not_offered_again(talk, words):
    talk.slots["address"] = KNOWN
    await talk.run(ACTION, "il y a un gros graffiti", **sure("report_graffiti"))
    assert await talk.run(ACTION, words) == ["utter_ask_place"]
    await talk.run(ACTION, "45 chemin Ouellet")
    assert place(talk)["id"] == "c-45c"


async def test_elsewhere_by_button(talk):
    talk.slots["address"] = KNOWN
    await talk.run(ACTION, "il y a un gros graffiti", **sure("report_graffiti"))
    assert await talk.press(ACTION, "choice", "elsewhere") == ["utter_ask_place"]


async def test_at_home_takes_the_known_address(talk):
    talk.slots["address"] = KNOWN
    await talk.run(ACTION, "gros trou", **sure("report_graffiti"))
    await talk.run(ACTION, "le trou est énorme")
    await talk.run(ACTION, "devant chez nous")
    assert place(talk)["id"] == "c-310"


async def test_at_home_without_a_known_address_asks_for_it(asked):
    assert await asked.run(ACTION, "devant chez nous") == ["utter_ask_address"]
    await asked.run(ACTION, "310 aulnes")
    assert place(asked)["id"] == "c-310"


async def test_a_complaint_has_no_place_to_correct(talk):
    await talk.run(ACTION, "je veux porter plainte contre vous", **sure("file_complaint"))
    await talk.run(ACTION, "non, au 312", entities=[entity("address", "312")])
    assert not talk.task["data"].get("place")
