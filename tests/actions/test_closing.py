"""What goes around any answer: notices once, did it settle it once."""
import pytest

from actions.closing import NOTICE_KINDS, close_matter, show_notices, topic_is_off
from cities.fields import topic_kinds
from tests.actions.test_turn import changes, made

NORTH = {"id": "c-310", "label": "310, rue des Aulnes"}
SOUTH = {"id": "c-45c", "label": "45, chemin Ouellet"}


def said(dispatcher):
    return [message["response"] for message in dispatcher.messages]


def test_every_topic_named_exists():
    assert set(NOTICE_KINDS) <= set(topic_kinds())


async def test_a_notice_is_shown_once_a_conversation():
    turn, dispatcher = made()
    assert await show_notices(turn, "item_disposal") == ["n-coll"]
    assert said(dispatcher) == ["utter_notice"] and dispatcher.messages[0]["title"] == "Collectes retardées"
    again, later = made(remembered=changes(turn)["remembered"])
    assert await show_notices(again, "collection_schedule") == ["n-coll"] and said(later) == []


@pytest.mark.parametrize(("address", "shown"), [(NORTH, True), (SOUTH, False), (None, False)])
async def test_a_notice_of_a_sector_is_for_its_sector(address, shown):
    turn, dispatcher = made(address=address)
    await show_notices(turn, "water_service")
    assert bool(said(dispatcher)) is shown


async def test_a_topic_that_no_notice_touches_calls_nobody(fake_city):
    assert await show_notices(made()[0], "tax_sale") == [] and fake_city.calls == []


def test_off_or_not():
    turn, dispatcher = made()
    assert topic_is_off(turn, "paratransit") and said(dispatcher) == ["utter_topic_off"]
    assert not topic_is_off(turn, "tax_sale")


def test_settled_is_asked_once_per_matter():
    turn, dispatcher = made()
    close_matter(turn, "tax_sale")
    close_matter(turn, "tax_sale")
    close_matter(turn, "tax_arrears")
    assert said(dispatcher) == ["utter_settled", "utter_settled"]
    assert turn.slots["last_topic"] == "tax_arrears" and turn.slots["misunderstood"] == 0


@pytest.mark.parametrize("more", [{"steps": [{}]}, {"deferred": [{}]}])
def test_settled_waits_for_what_is_still_to_come(more):
    turn, dispatcher = made()
    turn.slots["plan"] = {**turn.slots["plan"], **more}
    close_matter(turn, "tax_sale")
    assert said(dispatcher) == []


def test_settled_waits_for_an_unfinished_form():
    turn, dispatcher = made(tasks=[{"action": "a", "asked": 0}])
    close_matter(turn, "tax_sale")
    assert said(dispatcher) == []
