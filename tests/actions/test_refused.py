"""A request that the city refuses for good: told, given to a person, and its words erased from the outbox."""
import copy
import json

import pytest
from werkzeug import Response

from actions import outbox, refused
from actions.city_http import CityHttp
from actions.lookups.request_status import ActionRequestStatus
from actions.service_request import ActionServiceRequest
from tests.actions.support import entity, sure

FORM, STATUS = ActionServiceRequest(), ActionRequestStatus()
SENT = {"service_code": "TROU", "description": "trou secret", "address_string": "310, rue des Aulnes", "lat": 47.1,
        "email": "lou@example.org", "phone": "418 555-0133", "attribute[TAILLE]": "k1", "attribute[X]": ["a", "b"]}
REFUSAL = (400, [{"code": 400, "description": "bad"}])


@pytest.fixture
def desk(httpserver, monkeypatch):
    """A desk; `desk.left` is what it was given, `desk.status` how it answers."""
    monkeypatch.setenv("DESK_URL", httpserver.url_for("").rstrip("/"))
    monkeypatch.setenv("INTERNAL_TOKEN", "inner")

    class Desk:
        left, status = [], 200

        def take(self, request):
            assert request.headers["Authorization"] == "Bearer inner"
            self.left = [*self.left, request.json]
            return Response(json.dumps({"new": True}), self.status, content_type="application/json")

    fake = Desk()
    httpserver.expect_request("/desk/internal/refused", method="POST").respond_with_handler(fake.take)
    return fake


@pytest.fixture
def refuse(fake_city):
    """Has the city refuse a request that waits; its row is then due to a person at once."""
    def refused_row(key="k1", conversation="conv-1", form=SENT):
        fake_city.statuses["/requests.json"] = REFUSAL
        outbox.put(key, conversation, "report_pothole", form)
        assert outbox.deliver(key, CityHttp(fake_city.url, "a-key-of-tests"))["state"] == "refused"
        outbox.put_off(key, 0)
        return key
    return refused_row


def erased(key):
    """What the outbox holds of a row that was handed over."""
    row = outbox.get(key)
    return (row["state"], row["form"], row["conversation"])


async def confirmed(talk, fake_city):
    await talk.run(FORM, "il y a un gros trou au 310 aulnes", entities=[entity("address", "310 aulnes")],
                   **sure("report_graffiti"))
    await talk.run(FORM, "lou@example.org")
    fake_city.statuses["/requests.json"] = REFUSAL
    return talk.task["data"]["key"]


async def test_while_the_citizen_is_there_a_person_gets_all_of_it(talk, desk, fake_city):
    key = await confirmed(talk, fake_city)
    assert await talk.press(FORM, "choice", "send") == ["utter_request_left"]
    assert talk.said("utter_request_left")["due"].startswith("jeudi 6 mars")
    record = talk.slots["handoff"]
    assert (record["id"], record["kind"], record["reason"], record["topic"]) == (
        key, "message", "form_stuck", "report_graffiti")
    assert record["contact"] == {"email": "lou@example.org"}
    told = {line["field"]: line["value"] for line in record["summary"]}
    assert "gros trou" in told["description"] and told["place"] == "310, rue des Aulnes"
    assert talk.slots["tasks"] == [] and not desk.left
    assert erased(key) == ("handed", {"service_code": "TAG/9"}, outbox.hashed(talk.id))


async def test_an_answer_of_the_action_that_got_lost_is_given_again(talk, desk, fake_city):
    key = await confirmed(talk, fake_city)
    before = copy.deepcopy(talk.slots)
    await talk.press(FORM, "choice", "send")
    talk.slots = before
    assert await talk.run(FORM, "oui") == ["utter_request_left"] and talk.slots["handoff"]["id"] == key


async def test_without_a_desk_the_citizen_is_told_that_nobody_has_it(talk, fake_city):
    key = await confirmed(talk, fake_city)
    assert await talk.press(FORM, "choice", "send") == ["utter_request_refused"]
    assert not talk.slots.get("handoff") and erased(key)[:2] == ("handed", {"service_code": "TAG/9"})


def test_later_the_desk_gets_it_then_its_words_go(desk, refuse):
    refuse()
    assert refused.hand_over() == 1 and refused.hand_over() == 0
    (left,) = desk.left
    assert left["conversation"] == "conv-1"
    handoff = left["handoff"]
    assert (handoff["id"], handoff["kind"], handoff["topic"]) == ("k1", "message", "report_pothole") and handoff["due"]
    assert handoff["contact"] == {"email": "lou@example.org", "phone": "418 555-0133"}
    assert [(line["field"], line["value"]) for line in handoff["summary"]] == [
        ("matter", "report_pothole"), ("description", "trou secret"), ("place", "310, rue des Aulnes"),
        ("attribute", "k1"), ("attribute", "a, b")]
    assert erased("k1") == ("handed", {"service_code": "TROU"}, outbox.hashed("conv-1"))
    assert outbox.of_conversation("conv-1")[0]["key"] == "k1"


def test_a_position_is_a_place(refuse, desk):
    refuse(form={"service_code": "TROU", "description": "d", "lat": 47.1, "long": -71.2})
    refused.hand_over()
    assert {"field": "place", "value": "47.1, -71.2"} in desk.left[0]["handoff"]["summary"]


def test_a_refusal_just_met_is_left_to_who_met_it(desk, refuse):
    outbox.put_off(refuse(), outbox.LEASE)
    assert refused.hand_over() == 0 and not desk.left


@pytest.mark.parametrize("failure", ["status", "down"])
def test_a_desk_that_is_away_loses_nothing(desk, refuse, monkeypatch, failure, private):
    for key in ("k1", "k2"):
        refuse(key)
    desk.status = 503
    if failure == "down":
        monkeypatch.setenv("DESK_URL", "http://127.0.0.1:9")
    assert refused.hand_over() == 0 and refused.hand_over() == 0
    assert len(desk.left) == (failure == "status") and outbox.get("k2")["form"] == SENT
    private("secret", "lou@", "aulnes")
    for key in ("k1", "k2"):
        outbox.put_off(key, 0)
    monkeypatch.setenv("DESK_URL", "")
    assert refused.hand_over() == 0 and outbox.get("k1")["form"] == SENT      # no desk: it waits to be asked about


@pytest.mark.parametrize("handed", [False, True])
async def test_asked_about_with_a_desk(talk, desk, refuse, handed):
    refuse()
    assert not handed or refused.hand_over() == 1
    assert "utter_request_with_person" in await talk.run(STATUS, "où en est ma demande", **sure("request_status"))


async def test_asked_about_without_a_desk(talk, refuse):
    refuse()
    for _ in range(2):
        assert "utter_request_refused" in await talk.run(STATUS, "où en est ma demande", **sure("request_status"))
        assert erased("k1")[:2] == ("handed", {"service_code": "TROU"})


async def test_an_erasure_keeps_the_promise_and_forgets_what_is_over(talk, desk, refuse):
    refuse()
    assert outbox.forget("conv-1") == 1
    assert refused.hand_over() == 1 and desk.left[0]["conversation"] == ""
    refuse("k2", "conv-2")
    refused.hand_over()
    assert outbox.forget("conv-2") == 0 and outbox.get("k2") is None


def test_what_is_over_goes_after_the_citys_keeping_time_and_what_waits_stays(fake_city, refuse):
    refuse("refused")
    fake_city.statuses.clear()
    for key in ("delivered", "waiting"):
        outbox.put(key, "conv-1", "report_pothole", SENT)
    outbox.deliver("delivered", CityHttp(fake_city.url, ""))
    outbox.forget_old(1)
    assert outbox.get("delivered") and outbox.get("refused")
    with outbox.engine().begin() as connection:
        connection.execute(outbox.rows.update().values(created=0))
    outbox.forget_old(1)
    assert [row["key"] for row in outbox.of_conversation("conv-1")] == ["waiting"]


def test_the_worker_hands_over_and_forgets(monkeypatch, desk, refuse):
    refuse()
    monkeypatch.setattr(outbox.time, "sleep", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    days = []
    monkeypatch.setattr(outbox, "forget_old", days.append)
    with pytest.raises(KeyboardInterrupt):
        outbox.main()
    assert outbox.get("k1")["state"] == "handed" and days == [60]
