"""Emergencies open with 9-1-1, and the suicide lines where that is what is told."""
import pytest

from actions.emergency import ActionEmergency

ACTION = ActionEmergency()


@pytest.mark.parametrize(("kind", "first"), [("suicide", "utter_emergency_suicide"), ("gas", "utter_emergency"),
                                             ("flood", "utter_emergency_flood"),
                                             (None, "utter_emergency"), (True, "utter_emergency")])
async def test_said_at_once_without_any_call(talk, fake_city, kind, first):
    assert (await talk.run(ACTION, "au secours", kind=kind))[0] == first and fake_city.calls == []


async def test_what_is_unfinished_stays(talk):
    talk.slots["tasks"] = [{"action": "a", "topic": "t", "asked": 0}]
    await talk.run(ACTION, "au feu", kind="fire")
    assert len(talk.slots["tasks"]) == 1
