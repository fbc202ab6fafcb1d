"""Typed calls: what the contract says is read, what it does not allow is refused, ids of any shape travel whole."""
import inspect
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest

from actions import city_types as t
from actions.city import City, city, typed
from actions.city_errors import CityNonsense, CityUnavailable, NotFound
from actions.city_http import CityHttp
from tests.actions.invented_city import TODAY, attribute, day

CALLS = {
    "addresses": ("310 aulnes",), "collections": ("c-310", TODAY, date(2031, 6, 1), "fr"), "snow": ("c-310",),
    "waste_items": ("pot", "fr"), "parking_ban": (TODAY, "fr"), "roadworks": (), "notices": ("fr",),
    "transfer_duty": (), "permit": ("pool", "fr"), "facilities": (), "hours": ("f/1", TODAY, "fr"),
    "stops": ("Gare",), "departures": ("s/1",), "transit_alerts": ("fr",), "slots": ("planning", TODAY, TODAY),
    "book": ("key", {"slot_id": "r1-9"}), "attributes": ("TROU",), "requests": ("TROU",), "request": ("SC-9",),
}
LISTS = {"addresses", "collections", "waste_items", "notices", "facilities", "hours", "stops", "departures",
         "transit_alerts", "slots", "requests"}


@pytest.fixture
def client(fake_city):
    fake_city.requests = [{"service_request_id": "SC-9", "status": "open", "lat": "", "requested_datetime": ""}]
    return City(CityHttp(fake_city.url, "key"), "saintclovis.example")


async def call(client, name):
    return await getattr(client, name)(*CALLS[name])


def test_every_call_is_here():
    methods = {n for n, m in inspect.getmembers(City, inspect.iscoroutinefunction) if not n.startswith("_")}
    assert methods == {*CALLS, "token"}


@pytest.mark.parametrize("name", CALLS)
async def test_a_true_answer_is_read(client, name):
    found = await call(client, name)
    assert found
    first = found[0] if isinstance(found, list) else found
    assert isinstance(first, t.Answer)


@pytest.mark.parametrize("name", CALLS)
async def test_unknown_fields_and_media_type_are_no_trouble(client, fake_city, name):
    plain = await call(client, name)
    fake_city.modes["/"] = "extra"
    assert await call(client, name) == plain


@pytest.mark.parametrize("mode", ["wrong_types", "texts", "number", "null_fields", "null", "html", "truncated"])
@pytest.mark.parametrize("name", CALLS)
async def test_an_answer_out_of_the_contract_is_refused(client, fake_city, name, mode):
    fake_city.modes["/"] = mode
    if name.startswith("request") and mode == "null_fields":   # every field of an Open311 request may be absent
        return
    with pytest.raises(CityUnavailable):
        await call(client, name)


@pytest.mark.parametrize("name", sorted(LISTS))
async def test_an_empty_list_is_an_answer(client, fake_city, name):
    fake_city.answers["/"] = []
    assert await call(client, name) == []


@pytest.mark.parametrize("name", sorted(set(CALLS) - LISTS - {"request", "attributes"}))
async def test_an_empty_list_instead_of_an_object_is_refused(client, fake_city, name):
    fake_city.answers["/"] = []
    with pytest.raises(CityNonsense):
        await call(client, name)


async def test_a_request_that_is_an_empty_list_is_unknown(client, fake_city):
    fake_city.answers["/open311/v2/requests/"] = []
    assert await client.request("SC-9") is None


async def test_a_request_that_does_not_exist(client):
    with pytest.raises(NotFound):
        await client.request("SC-77")
    with pytest.raises(NotFound):
        await client.token("SC-77")


async def test_ids_of_any_shape_travel_whole(client, fake_city):
    wild = "lot 7/b#2?é"
    await client.collections(wild, TODAY, TODAY, "fr")
    await client.snow(wild)
    await client.hours(wild, TODAY, "fr")
    await client.departures(wild)
    quoted = "lot%207%2Fb%232%3F%C3%A9"
    assert all(quoted in c.path and "lang" in c.query or c.query.get("limit") or not c.query for c in fake_city.calls)
    assert [quoted in c.path for c in fake_city.calls] == [True] * 4


async def test_a_service_code_or_number_cannot_leave_its_folder(client, fake_city):
    with pytest.raises(NotFound):
        await client.request("../services")
    assert fake_city.calls[-1].path == "/open311/v2/requests/..%2Fservices.json"


async def test_the_jurisdiction_goes_with_every_open311_call(client, fake_city):
    await client.attributes("TROU")
    await client.requests("TROU")
    assert {c.query["jurisdiction_id"] for c in fake_city.calls} == {"saintclovis.example"}


async def test_attributes_come_in_their_order_and_forgive_their_writing(client, fake_city):
    fake_city.definitions["TROU"] = [
        attribute("B", "string", order=2, required="false", values=None),
        attribute("A", "singlevaluelist", order=1, variable="TRUE", values=[{"key": 7, "name": "Sept"}]),
        {"code": 12, "order": None, "description": None, "required": None},
    ]
    found = await client.attributes("TROU")
    assert [(a.code, a.required) for a in found] == [("12", False), ("A", True), ("B", False)]
    assert found[1].values[0].key == "7"


async def test_a_service_without_attributes_asks_for_no_definition(client, fake_city):
    assert await client.attributes("NEIGE") == []
    assert await client.attributes("unheard of") == []
    assert not fake_city.called("/services/")


async def test_a_definition_that_is_an_object_is_read_too(client, fake_city):
    definition = {"service_code": "TROU", "attributes": [attribute("X", "text")]}
    fake_city.answers["/open311/v2/services/TROU.json"] = definition
    assert [a.code for a in await client.attributes("TROU")] == ["X"]


async def test_a_long_query_is_cut_to_what_the_contract_takes(client, fake_city):
    await client.addresses("a" * 5000)
    await client.waste_items("b" * 5000, "fr")
    assert [len(c.query["q"]) for c in fake_city.calls] == [200, 200]


@pytest.mark.parametrize("brackets", [[], None, [{"above": "x", "rate": "1"}], [{"above": "NaN", "rate": "1"}],
                                      [{"above": "0", "rate": "Infinity"}], [{"above": "-1", "rate": "1"}]])
def test_no_duty_is_computed_from_brackets_that_are_not(brackets):
    with pytest.raises(CityNonsense):
        typed(t.TransferDuty, {"year": 2031, "brackets": brackets})


@pytest.mark.parametrize("clock", ["", "fermé", "25:00", "9", "09:75", None])
def test_hours_that_are_no_hours_are_refused(clock):
    with pytest.raises(CityNonsense):
        typed(t.OpenPeriod, {"date": day(0), "opens": clock, "closes": "17:00"})


def test_midnight_may_be_the_end_of_a_day():
    assert typed(t.OpenPeriod, {"date": day(0), "opens": "9:00", "closes": "24:00"}).closes == "24:00"


def test_decimals_stay_decimals():
    duty = typed(t.TransferDuty, {"year": 2031, "brackets": [{"above": "333333.33", "rate": "0.1"}]})
    assert duty.brackets[0] == t.DutyBracket(above=Decimal("333333.33"), rate=Decimal("0.1"))


LISTED = [
    (t.Collection, "stream", {"date": day(0)}), (t.WasteItem, "destination", {"id": "1", "name": "n", "instructions": ""}),
    *((t.Snow, field, {"street": "s", "state": "none", "updated_at": "2031-03-04T10:00:00"}) for field in ("state", "sidewalk")),
]


@pytest.mark.parametrize(("model", "field", "others"), LISTED)
def test_a_value_that_a_city_added_to_a_list_is_read_as_other_and_noted_once(model, field, others, caplog):
    t.note_unknown.cache_clear()
    found = [typed(model, {**others, field: value}) for value in ("new_one", "new_one", "chez Lou, 5 rue X")]
    assert {getattr(one, field) for one in found} == {"other"}
    assert typed(model, found[0].dict()) == found[0]
    assert [record.getMessage().split(": ")[1] for record in caplog.records] == [
        f"{model.__name__.lower()} {field} new_one is not in the contract",
        f"{model.__name__.lower()} {field} (a text) is not in the contract"]


def test_roads_may_be_absent():
    work = typed(t.Roadwork, {"id": 4, "headline": "Pont", "roads": None})
    assert (work.id, work.roads) == ("4", [])


@pytest.mark.parametrize("model, wrong", [
    (t.Departure, {"route": "7", "headsign": "Q", "scheduled": "2031-03-04T10:00:00"}),
    (t.Snow, {"street": "s", "state": "none", "updated_at": "2031-03-04T10:00:00"}),
    (t.ServiceRequest, {"requested_datetime": "2031-03-04T10:00:00"}),
])
def test_a_moment_without_a_zone_is_the_citys_time(model, wrong):
    moment = next(v for v in typed(model, wrong).dict().values() if isinstance(v, datetime))
    assert moment.astimezone(timezone.utc).hour == 15   # 10:00 in March in Québec, whatever the machine's own zone


def test_one_client_per_process(fake_city):
    assert city() is city()
    assert city().http.base == fake_city.url
    assert city().jurisdiction == "saintclovis.example"
