"""A named person's file is never opened in chat."""
import pytest

from actions.account import ActionAccount
from actions.phrases import phrase
from tests.actions.support import sure

ACTION = ActionAccount()


@pytest.mark.parametrize("topic", ["tax_balance", "tax_bill_copy", "permit_status"])
async def test_a_reply_and_a_person_and_no_call_but_for_notices(talk, fake_city, topic):
    assert (await talk.run(ACTION, "mon solde au 310 aulnes", **sure(topic)))[0] == f"utter_{topic}"
    assert phrase("choice", "person", "fr") in talk.titles and {c.path for c in fake_city.calls} == {"/city/v1/notices"}


async def test_off(talk, profile_file):
    profile_file(topics__off=["tax_balance"])
    assert await talk.run(ACTION, "solde", **sure("tax_balance")) == ["utter_topic_off"]
