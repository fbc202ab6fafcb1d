"""What is told once a request has gone: number, delay, or the honest truth."""
import asyncio
import copy

import pytest

from actions import outbox
from actions.service_request import ActionServiceRequest
from tests.actions.support import Conversation, entity, sure

ACTION = ActionServiceRequest()


async def sent(talk, topic="report_pothole"):
    await talk.run(ACTION, "il y a un gros trou au 310 aulnes", entities=[entity("address", "310 aulnes")],
        **sure(topic))
    if topic == "report_pothole":
        await talk.press(ACTION, "Petit")
    await talk.press(ACTION, "choice", "no_contact")
    return await talk.press(ACTION, "choice", "send")


async def test_the_citys_own_date_comes_first(talk, fake_city):
    fake_city.answers["/open311/v2/requests/SC-1.json"] = [{"service_request_id": "SC-1",
                                                           "expected_datetime": "2031-04-02T20:00:00Z"}]
    await sent(talk)
    assert talk.said("utter_request_sent")["delay"] == "mercredi 2 avril à 16\u00a0h"


async def test_else_the_profiles_commitment(talk):
    await sent(talk)         # 16 working hours from Tuesday 10:00: 6 on Tuesday, 8 on Thursday, 2 on Monday
    assert talk.said("utter_request_sent")["delay"] == "lundi 10 mars à 10\u00a0h"


async def test_else_nothing(talk):
    await sent(talk, "report_graffiti")
    assert talk.said("utter_request_sent").get("delay") is None


@pytest.mark.parametrize("mode", ["error_500", "html", "cut", "null_fields"])
async def test_the_delay_costs_no_number(talk, fake_city, mode):
    fake_city.modes["/requests/"] = mode
    await sent(talk)
    assert talk.said("utter_request_sent")["number"] == "SC-1"


async def test_a_token_is_a_number_too(talk, fake_city):
    fake_city.statuses["/requests.json"] = (201, [{"token": "t-77"}])
    assert "utter_request_sent" in await sent(talk)
    assert talk.slots["remembered"]["request_number"] == "t-77"


async def test_no_number_is_said_so(talk, fake_city):
    fake_city.statuses["/requests.json"] = (201, [{"service_notice": "Merci"}])
    assert "utter_request_sent_without_number" in await sent(talk)


async def test_the_outbox_knows_whose_it_is(fake_city):
    talk = Conversation("conv-77")
    await sent(talk)
    (row,) = outbox.of_conversation("conv-77")
    assert (row["topic"], row["state"], row["number"]) == ("report_pothole", "delivered", "SC-1")


async def test_when_the_database_fails_the_matter_stays_and_a_second_yes_sends_once(talk, fake_city, monkeypatch):
    deliver = outbox.deliver
    monkeypatch.setattr(outbox, "deliver", lambda *_: (_ for _ in ()).throw(RuntimeError("locked")))
    assert await sent(talk) == ["utter_failure"]
    assert talk.task is not None
    monkeypatch.setattr(outbox, "deliver", deliver)
    assert "utter_request_sent" in await talk.run(ACTION, "oui")
    assert len(fake_city.created) == 1


async def test_the_same_yes_twice_at_once_sends_once(talk, fake_city):
    await talk.run(ACTION, "il y a un gros trou au 310 aulnes", entities=[entity("address", "310 aulnes")],
                   **sure("report_graffiti"))
    await talk.press(ACTION, "choice", "no_contact")
    twin = copy.deepcopy(talk)
    await asyncio.gather(talk.run(ACTION, "oui"), twin.run(ACTION, "oui"))
    assert len(fake_city.created) == 1


async def test_asked_whether_settled_once_it_has_gone(talk):
    assert (await sent(talk))[-1] == "utter_settled"
    assert talk.slots["last_topic"] == "report_pothole"
