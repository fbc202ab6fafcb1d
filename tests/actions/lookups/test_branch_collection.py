"""When branches are collected."""
from actions.lookups.branch_collection import ActionBranchCollection
from tests.actions.support import entity, sure

ACTION = ActionBranchCollection()
ADDRESS = [entity("address", "310 aulnes")]


async def test_the_next_ones_with_their_note(talk):
    assert "utter_branch_collection" in await talk.run(ACTION, "branches", entities=ADDRESS,
        **sure("branch_collection"))
    assert talk.said("utter_branch_collection")["lines"] == "• vendredi 23 mai (Branches attachées.)"


async def test_none(talk, fake_city):
    fake_city.answers["/city/v1/addresses/c-310/collections"] = []
    assert "utter_no_branch_collection" in await talk.run(ACTION, "branches", entities=ADDRESS,
        **sure("branch_collection"))


async def test_the_address_is_asked(talk):
    assert await talk.run(ACTION, "branches", **sure("branch_collection")) == ["utter_ask_address"]


async def test_the_city_is_away(talk, fake_city):
    fake_city.modes["/collections"] = "cut"
    replies = await talk.run(ACTION, "branches", entities=ADDRESS, **sure("branch_collection"))
    assert replies[-1] == "utter_city_unavailable"
