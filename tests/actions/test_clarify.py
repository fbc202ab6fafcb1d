"""Not understood: choices when torn, other words the second time, then a person."""
import pytest

from actions.clarify import ActionClarify, ActionInform
from actions.phrases import label, phrase
from tests.actions.support import entity

CLARIFY, INFORM = ActionClarify(), ActionInform()
PERSON = phrase("choice", "person", "fr")


def ranked(*pairs):
    return [{"name": name, "confidence": confidence} for name, confidence in pairs]


async def test_unsure_then_otherwise_then_a_person(talk):
    assert await talk.run(CLARIFY, "blorf") == ["utter_not_understood"] and talk.titles == []
    assert await talk.run(CLARIFY, "blorf") == ["utter_not_understood_again"] and talk.titles == [PERSON]
    assert await talk.run(CLARIFY, "blorf") == ["utter_not_understood_person"] and talk.titles == [PERSON]


async def test_torn_offers_the_likely_topics_and_none_of_them(talk):
    ranking = ranked(("snow_status", 0.4), ("snow_problem", 0.3), ("winter_parking", 0.2), ("roadworks", 0.1))
    assert await talk.run(CLARIFY, "neige", ranking=ranking, entities=[entity("date",
        "demain")]) == ["utter_did_you_mean"]
    assert talk.titles == [label(t, "fr") for t in ("snow_status", "snow_problem", "winter_parking")] + [
        phrase("choice", "none", "fr")]
    value = talk.slots["choices"][0]["value"]
    assert value["topic"] == "snow_status" and value["request"]["text"] == "neige"
    assert value["request"]["entities"] == [entity("date", "demain")]


async def test_torn_again_is_worded_otherwise_and_offers_a_person(talk):
    ranking = ranked(("snow_status", 0.4), ("snow_problem", 0.3))
    await talk.run(CLARIFY, "neige", ranking=ranking)
    assert await talk.run(CLARIFY, "neige", ranking=ranking) == ["utter_did_you_mean_again"] and PERSON in talk.titles


async def test_none_of_these(talk):
    await talk.run(CLARIFY, "neige", ranking=ranked(("snow_status", 0.4)))
    assert await talk.press(CLARIFY, "choice", "none") == ["utter_rephrase"] and talk.titles == [PERSON]


@pytest.mark.parametrize("ranking", [
    [], ranked(("snow_status", 0.05)), ranked(("insult", 0.9), ("snow_status", 0.3)), ranked(("greet", 0.5)),
])
async def test_nothing_likely_is_offered(talk, ranking):
    assert await talk.run(CLARIFY, "blorf", ranking=ranking) == ["utter_not_understood"]


async def test_topics_that_are_off_are_not_offered(talk):
    await talk.run(CLARIFY, "bus", ranking=ranked(("paratransit", 0.4), ("transit_fares", 0.3)))
    assert label("paratransit", "fr") not in talk.titles and label("transit_fares", "fr") in talk.titles


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
async def test_an_empty_message(talk, text):
    assert await talk.run(CLARIFY, text) == ["utter_empty"]


async def test_an_address_alone_asks_what_for_and_keeps_it(talk):
    assert await talk.run(INFORM, "310 aulnes", entities=[entity("address",
        "310 aulnes")]) == ["utter_address_for_what"]
    assert all(c["value"]["request"]["entities"] for c in talk.slots["choices"])


async def test_any_other_piece_alone(talk):
    assert await talk.run(INFORM, "demain") == ["utter_inform_for_what"]


async def test_an_address_told_out_of_any_question_is_kept_when_it_is_one(talk, fake_city):
    await talk.run(INFORM, "310 aulnes", entities=[entity("address", "310 aulnes")])
    assert talk.slots["address"]["id"] == "c-310"
    await talk.run(INFORM, "45 ouellet", entities=[entity("address", "45 ouellet")])
    assert talk.slots["address"]["id"] == "c-310"                       # two such: none is taken
    fake_city.modes["/addresses"] = "error_500"
    assert await talk.run(INFORM, "312 aulnes", entities=[entity("address", "312 aulnes")]) == ["utter_address_for_what"]
