"""What was promised is delivered once, whatever fails and whoever dies."""
import time

import pytest
import sqlalchemy as sa

from actions import outbox
from actions.city_http import CityHttp

FORM = {"service_code": "TROU", "description": "trou secret", "phone": "418 555-0133", "attribute[A]": ["x", "y"],
    "no": ""}
BROKEN = ["error_500", "error_503_html", "html", "cut", "truncated", "null", "wrong_types", "texts", "number",
    "too_many",
          "forbidden", "redirect_home", "slow"]


@pytest.fixture
def http(fake_city):
    return CityHttp(fake_city.url, "a-key-of-tests")


def put(key="k1", conversation="conv-1", form=None):
    outbox.put(key, conversation, "report_pothole", form or FORM)


def due_now(key="k1"):
    with outbox.engine().begin() as connection:
        connection.execute(outbox.rows.update().where(outbox.rows.c.key == key).values(next_try=0))


def test_written_down_before_anything_else(fake_city):
    put()
    row = outbox.get("k1")
    assert (row["state"], row["form"], row["attempts"], row["number"]) == ("waiting", FORM, 0, None)
    assert not fake_city.calls


def test_delivered_with_its_key_and_forgotten_here(http, fake_city):
    put()
    row = outbox.deliver("k1", http)
    assert (row["state"], row["number"], row["token"], row["form"]) == ("delivered", "SC-1", None, {})
    call = fake_city.calls[-1]
    assert call.key == "k1" and call.path == "/open311/v2/requests.json"
    assert call.body == [("api_key", "a-key-of-tests"), ("service_code", "TROU"), ("description", "trou secret"),
                         ("phone", "418 555-0133"), ("attribute[A][]", "x"), ("attribute[A][]", "y")]


def test_delivered_again_is_the_same(http, fake_city):
    put()
    first = outbox.deliver("k1", http)
    assert outbox.deliver("k1", http) == first and len(fake_city.calls) == 1


def test_an_unknown_key_delivers_nothing(http, fake_city):
    assert outbox.deliver("nothing", http) is None and not fake_city.calls


def test_the_same_key_twice_is_one_row_and_the_last_words_before_any_attempt(http, fake_city):
    put()
    put(form={**FORM, "description": "corrigé"})
    outbox.deliver("k1", http)
    put(form={**FORM, "description": "trop tard"})
    assert ("description", "corrigé") in fake_city.calls[0].body
    assert outbox.get("k1")["form"] == {} and len(outbox.of_conversation("conv-1")) == 1


def test_no_words_change_once_tried(http, fake_city):
    fake_city.modes["/requests"] = "error_500"
    put()
    outbox.deliver("k1", http)
    put(form={**FORM, "description": "autre chose"})
    assert outbox.get("k1")["form"]["description"] == "trou secret"


@pytest.mark.parametrize("mode", BROKEN)
def test_a_broken_answer_keeps_it_waiting_then_it_goes(http, fake_city, mode):
    fake_city.modes["/requests"] = mode
    put()
    row = outbox.deliver("k1", http)
    assert (row["state"], row["form"], row["attempts"]) == ("waiting", FORM, 1) and row["next_try"] > time.time()
    assert outbox.deliver("k1", http)["attempts"] == 1                  # not yet due: left alone
    fake_city.modes.clear()
    due_now()
    assert outbox.deliver("k1", http)["state"] == "delivered"
    assert list(fake_city.created) == ["k1"]


@pytest.mark.parametrize("answer", [[], {}, "x", [["SC-1"]], [None]])
def test_what_is_no_receipt_is_no_delivery(http, fake_city, answer):
    fake_city.statuses["/requests"] = (200, answer)
    put()
    assert outbox.deliver("k1", http)["state"] == "waiting"


@pytest.mark.parametrize(("receipt", "number", "token"), [
    ({"service_request_id": 638344}, "638344", None), ({"token": "t-9"}, None, "t-9"),
    ({"service_notice": "Merci"}, None, None),
    ({"service_request_id": None, "token": ""}, None, None), ({"service_request_id": {"a": 1}}, None, None),
    ({"service_request_id": "9" * 500}, "9" * 128, None),
])
def test_receipts(http, fake_city, receipt, number, token):
    fake_city.statuses["/requests"] = (201, [receipt])
    put()
    row = outbox.deliver("k1", http)
    assert (row["state"], row["number"], row["token"]) == ("delivered", number, token)


@pytest.mark.parametrize("status", [400, 404, 409, 422])
def test_a_refusal_is_final_and_keeps_the_words_until_a_person_has_them(http, fake_city, status):
    fake_city.statuses["/requests"] = (status, [{"code": status, "description": "bad"}])
    put()
    row = outbox.deliver("k1", http)
    assert (row["state"], row["form"]) == ("refused", FORM)
    due_now()
    outbox.deliver("k1", http)
    assert outbox.deliver_waiting(http) == 0 and len(fake_city.calls) == 1


def test_pauses_grow_up_to_a_limit(http, fake_city):
    fake_city.modes["/requests"] = "error_500"
    put()
    pauses = []
    for _ in range(10):
        due_now()
        pauses.append(outbox.deliver("k1", http)["next_try"] - time.time())
    assert pauses == sorted(pauses) or max(pauses) <= outbox.LONGEST_PAUSE
    assert 0.5 < pauses[0] < 5 and outbox.LONGEST_PAUSE - 5 < pauses[-1] <= outbox.LONGEST_PAUSE


def test_a_leased_row_is_left_alone_until_the_lease_ends(http, fake_city):
    put()
    assert outbox._lease("k1")["attempts"] == 1                          # as a process that then dies
    assert outbox._lease("k1") is None
    assert outbox.deliver("k1", http)["state"] == "waiting" and not fake_city.calls
    assert outbox.get("k1")["next_try"] - time.time() == pytest.approx(outbox.LEASE, abs=2)
    due_now()
    assert outbox.deliver("k1", http)["state"] == "delivered"


def test_the_longest_call_ends_before_the_lease():
    from actions import city_http
    assert city_http.LONGEST + 4 * 4 < outbox.LEASE


def test_a_late_failure_does_not_undo_a_delivery(http):
    put()
    outbox.deliver("k1", http)
    outbox._update("k1", state="refused", next_try=0)
    assert outbox.get("k1")["state"] == "delivered"


def test_all_that_is_due_goes_in_order_and_one_failure_stops_nothing(http, fake_city):
    for number in range(5):
        put(f"k{number}")
    outbox._lease("k3")
    assert outbox.deliver_waiting(http) == 4
    assert [call.key for call in fake_city.calls] == ["k0", "k1", "k2", "k4"]


def test_forgetting_a_conversation_keeps_the_promise(http, fake_city):
    put("done")
    outbox.deliver("done", http)
    put("waiting")
    put("other", conversation="conv-2")
    assert outbox.forget("conv-1") == 1
    assert outbox.of_conversation("conv-1") == [] and outbox.get("done") is None
    assert outbox.deliver("waiting", http)["state"] == "delivered"
    assert len(outbox.of_conversation("conv-2")) == 1


def test_of_conversation_newest_first(http):
    put("old")
    time.sleep(0.01)
    put("new")
    assert [row["key"] for row in outbox.of_conversation("conv-1")] == ["new", "old"]


def test_no_log_holds_what_was_promised(http, fake_city, private):
    fake_city.modes["/requests"] = "error_500"
    put()
    put()
    outbox.deliver("k1", http)
    due_now()
    fake_city.modes.clear()
    fake_city.statuses["/requests"] = (400, [{"description": "trou secret refusé"}])
    outbox.deliver("k1", http)
    private("secret", "555-0133", "a-key-of-tests")


def test_the_worker_outlives_a_database_that_is_away(monkeypatch, http, private):
    rounds = []

    def failing(_http):
        rounds.append(1)
        raise sa.exc.OperationalError("select trou secret", {}, Exception("locked"))

    def stop(_seconds):
        if len(rounds) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(outbox, "deliver_waiting", failing)
    monkeypatch.setattr(outbox.time, "sleep", stop)
    with pytest.raises(KeyboardInterrupt):
        outbox.main()
    assert len(rounds) == 3
    private("secret")
