"""What goes around any answer: did it settle it, once."""
import pytest

from actions.closing import close_matter, topic_is_off
from tests.actions.test_turn import made


def said(dispatcher):
    return [message["response"] for message in dispatcher.messages]


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
