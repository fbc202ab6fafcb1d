"""Where an object goes."""
import pytest

from actions.lookups.item_disposal import ActionItemDisposal
from actions.phrases import phrase
from tests.actions.support import entity, sure

ACTION = ActionItemDisposal()
TOPIC = sure("item_disposal")


async def test_a_tagged_object(talk):
    assert "utter_item_disposal" in await talk.run(ACTION, "où va le grille-pain", entities=[entity("item",
        "grille-pain")],
                                                   **TOPIC)
    said = talk.said("utter_item_disposal")
    assert (said["item"], said["destination"]) == ("Grille-pain", "à l'écocentre")


@pytest.mark.parametrize("text", ["où je jette un grille-pain?", "on met le grille-pain dans quel bac",
    "grille-pain"])
async def test_an_object_that_nobody_tagged(talk, text):
    assert "utter_item_disposal" in await talk.run(ACTION, text, **TOPIC)


@pytest.mark.parametrize("text", ["pis le pot?", "and what about a pot?", "et un pot"])
async def test_the_words_of_a_follow_up_are_not_searched(talk, fake_city, text):
    assert await talk.run(ACTION, text, follows=True, **TOPIC) == ["utter_ask_which_item"]
    assert talk.said("utter_ask_which_item")["query"] == "pot"


async def test_several_fit_and_one_is_chosen(talk):
    assert await talk.run(ACTION, "où va un pot", entities=[entity("item", "pot")],
        **TOPIC) == ["utter_ask_which_item"]
    await talk.press(ACTION, "Pot de peinture")
    assert talk.said("utter_item_disposal")["item"] == "Pot de peinture"


async def test_two_objects_get_two_answers(talk):
    found = [entity("item", "grille-pain"), entity("item", "licorne")]
    replies = await talk.run(ACTION, "grille-pain et licorne", entities=found, **TOPIC)
    assert replies[:2] == ["utter_item_disposal", "utter_item_not_found"]


async def test_no_object_is_asked(talk):
    assert await talk.run(ACTION, "ça va où?", **TOPIC) == ["utter_ask_item"]
    assert "utter_item_disposal" in await talk.run(ACTION, "Pot de yogourt")


async def test_unknown(talk):
    replies = await talk.run(ACTION, "où va la licorne", entities=[entity("item", "licorne")], **TOPIC)
    assert replies == ["utter_item_not_found",
        "utter_settled"] and talk.said("utter_item_not_found")["query"] == "licorne"


async def test_a_long_text_is_not_repeated_whole(talk):
    await talk.run(ACTION, "x", entities=[entity("item", "licorne " * 40)], **TOPIC)
    assert len(talk.said("utter_item_not_found")["query"]) == 60


@pytest.mark.parametrize("mode", ["error_500", "html", "wrong_types", "null_fields"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/waste-items"] = mode
    assert await talk.run(ACTION, "grille-pain", **TOPIC) == ["utter_city_unavailable"]


@pytest.mark.parametrize("instructions", ["Au kiosque du quai.", ""])
async def test_a_destination_that_the_contract_does_not_have_leaves_the_citys_instructions(talk, fake_city, instructions):
    fake_city.answers["/city/v1/waste-items"] = [{"id": "1", "name": "Grille-pain", "destination": "moon",
        "instructions": instructions}]
    assert await talk.run(ACTION, "grille-pain", **TOPIC) == ["utter_item_disposal", "utter_settled"]
    said = talk.said("utter_item_disposal")
    assert (said["item"], said["instructions"]) == ("Grille-pain", instructions)
    assert said["destination"] == phrase("destination", "other", "fr")
