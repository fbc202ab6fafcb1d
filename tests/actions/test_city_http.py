"""The client against a server that misbehaves in every way."""
import asyncio
import contextlib
import time

import pytest

from actions import city_http
from actions.city_errors import (
    CityError,
    CityNonsense,
    CityUnavailable,
    Conflict,
    FeedExpired,
    NotFound,
    Rejected,
)
from actions.city_http import CityHttp
from tests.actions.fake_modes import BROKEN

NOTICES = "/city/v1/notices"


@pytest.fixture
def http(fake_city):
    return CityHttp(fake_city.url, "a-key-of-tests")


async def test_reads_json_and_leaves_out_what_is_not_given(http, fake_city):
    found = await http.get("/city/v1/addresses", q="310 rue des Aulnes", limit=5, sector=None, kind="")
    assert [a["id"] for a in found] == ["c-310"]
    assert fake_city.calls[-1].query == {"q": "310 rue des Aulnes", "limit": "5"}


@pytest.mark.parametrize("mode", BROKEN)
async def test_a_broken_answer_is_unavailable_and_nothing_else(http, fake_city, mode):
    fake_city.modes[NOTICES] = mode
    if mode in ("wrong_types", "texts", "number"):   # JSON all the same: the types refuse it (test_city.py)
        await http.get(NOTICES)
        return
    with pytest.raises(CityUnavailable):
        await http.get(NOTICES)


async def test_nobody_listens(unused_tcp_port):
    with pytest.raises(CityUnavailable):
        await CityHttp(f"http://127.0.0.1:{unused_tcp_port}").get(NOTICES)


async def test_a_name_that_does_not_exist():
    with pytest.raises(CityUnavailable):
        await CityHttp("http://no-such-host.invalid").get(NOTICES)


@pytest.mark.parametrize("mode", ["slow", "drip"])
async def test_too_slow_is_given_up_in_a_bounded_time(http, fake_city, mode, monkeypatch):
    monkeypatch.setattr(city_http, "LONGEST", 1.0)
    fake_city.modes[NOTICES] = mode
    started = time.monotonic()
    with pytest.raises(CityUnavailable):
        await http.get(NOTICES)
    assert time.monotonic() - started < 3


async def test_an_endless_answer_is_not_read_whole(http, fake_city, monkeypatch):
    monkeypatch.setattr(city_http, "MAX_BYTES", 1_000_000)
    fake_city.modes[NOTICES] = "endless"
    with pytest.raises(CityNonsense):
        await http.get(NOTICES)


@pytest.mark.parametrize(("status", "body", "expected"), [
    (400, {"title": "Bad"}, Rejected), (404, {"title": "No"}, NotFound), (409, {}, Conflict), (422, [], Rejected),
    (404, [{"code": 404, "description": "unknown"}], NotFound), (410, "text", Rejected),
    (401, {}, CityUnavailable), (403, {}, CityUnavailable), (408, {}, CityUnavailable), (425, {}, CityUnavailable),
    (429, {}, CityUnavailable), (500, {}, CityUnavailable), (503, None, CityUnavailable),
    (404, {"type": "https://x.example/feed-expired", "detail": "Until June."}, FeedExpired),
])
async def test_statuses_become_typed_errors(http, fake_city, status, body, expected):
    fake_city.statuses[NOTICES] = (status, body)
    with pytest.raises(CityError) as raised:
        await http.get(NOTICES)
    assert type(raised.value) is expected


async def test_the_citys_own_words_are_kept_and_bounded(http, fake_city):
    fake_city.statuses[NOTICES] = (422, {"detail": "d" * 5000})
    with pytest.raises(Rejected) as raised:
        await http.get(NOTICES)
    assert raised.value.detail == "d" * 300


async def test_a_read_is_tried_again_and_a_creation_is_not(http, fake_city):
    fake_city.modes.update({NOTICES: "cut", "/city/v1/appointments": "cut"})
    with pytest.raises(CityUnavailable):
        await http.get(NOTICES)
    with pytest.raises(CityUnavailable):
        await http.post("/city/v1/appointments", "key-1", json={"slot_id": "x"})
    assert (len(fake_city.called("notices")), len(fake_city.called("appointments"))) == (2, 1)


async def test_a_creation_never_becomes_a_read_by_redirection(http, fake_city):
    fake_city.requests = [{"service_request_id": "somebody-elses"}]
    fake_city.modes["/moved"] = "redirect_home"
    with pytest.raises(CityUnavailable):
        await http.post("/moved", "key-1", data={"a": "b"})
    assert [call.path for call in fake_city.calls] == ["/moved"]


async def test_a_creation_carries_its_key(http, fake_city):
    await http.post("/open311/v2/requests.json", "key-7", data=[("description", "é & = +")])
    assert fake_city.calls[-1].key == "key-7"
    assert fake_city.calls[-1].body == [("description", "é & = +")]


async def test_slow_calls_hold_up_nobody_else(http, fake_city, monkeypatch):
    monkeypatch.setattr(city_http, "TIMEOUT", (2, 8))
    fake_city.modes["/snow"] = "slow"
    slow = [asyncio.create_task(http.get("/city/v1/addresses/a/snow")) for _ in range(20)]
    await asyncio.sleep(0.05)
    started = time.monotonic()
    fast = await asyncio.gather(*(http.get("/city/v1/transfer-duty") for _ in range(20)))
    elapsed = time.monotonic() - started
    assert len(fast) == 20
    assert not any(task.done() for task in slow)
    fake_city.release.set()
    await asyncio.gather(*slow, return_exceptions=True)
    assert elapsed < 3


async def test_the_loop_turns_while_the_city_is_slow(http, fake_city, monkeypatch):
    monkeypatch.setattr(city_http, "TIMEOUT", (2, 8))
    fake_city.modes["/snow"] = "slow"
    task = asyncio.create_task(http.get("/city/v1/addresses/a/snow"))
    beats = []
    for _ in range(10):
        started = time.monotonic()
        await asyncio.sleep(0.01)
        beats.append(time.monotonic() - started)
    assert sorted(beats)[5] < 0.1
    fake_city.release.set()
    await task


async def _fails(http, times):
    for _ in range(times):
        with pytest.raises(CityUnavailable):
            await http.get(NOTICES)


async def test_the_breaker_opens_and_closes_again(http, fake_city):
    breaker = await http._breakers.get_breaker("city")
    fake_city.modes[NOTICES] = "error_500"
    await _fails(http, breaker.context.threshold)
    reached = len(fake_city.calls)
    await _fails(http, 3)
    assert len(fake_city.calls) == reached          # open: the city is left in peace
    fake_city.modes.clear()
    breaker.context._state.opened_at = time.time() - breaker.context.ttl - 1
    assert isinstance(await http.get(NOTICES), list)
    assert breaker.context.state == "closed"


async def test_what_is_no_failure_of_the_city_does_not_open_the_breaker(http, fake_city):
    fake_city.statuses[NOTICES] = (404, {})
    for _ in range(12):
        with pytest.raises(NotFound):
            await http.get(NOTICES)
    assert len(fake_city.calls) == 12


@pytest.mark.parametrize("mode", ["well", "cut", "error_500", "slow", "too_many", "html"])
async def test_no_log_holds_what_the_citizen_gave(http, fake_city, mode, private):
    fake_city.modes["/addresses"] = mode
    try:
        await http.get("/city/v1/addresses/c-310/snow", q="310 rue des Aulnes", phone="418 555-0133")
    except CityError:
        assert mode != "well"
    with contextlib.suppress(CityError):
        await http.post("/open311/v2/addresses", "key", data={"email": "lou@example.org"})
    private("Aulnes", "555-0133", "555+0133", "lou@", "c-310", "a-key-of-tests")
