"""Notices: those of the topic, the urgent ones for everybody, once a conversation, never at the cost of the answer."""
import pytest

from actions import notices
from actions.account import ActionAccount
from actions.answer import ActionAnswer
from actions.lookups.transfer_duty import ActionTransferDuty
from actions.lookups.water_service import ActionWaterService
from actions.notices import NOTICE_KINDS, show_notices, show_urgent
from cities.fields import topic_kinds
from tests.actions.invented_city import at
from tests.actions.support import sure
from tests.actions.test_turn import changes, made

NORTH = {"id": "c-310", "label": "310, rue des Aulnes"}
SOUTH = {"id": "c-45c", "label": "45, chemin Ouellet"}


def notice(kind, severity="urgent", sectors=None, number="n-1"):
    return {"id": number, "kind": kind, "severity": severity, "title": f"Avis {number}", "text": "Restez chez vous.",
            "sectors": sectors, "starts_at": at(-1, 8), "ends_at": None}


def said(dispatcher):
    return [message["response"] for message in dispatcher.messages]


def test_every_topic_named_exists():
    assert set(NOTICE_KINDS) <= set(topic_kinds())


async def test_a_notice_is_shown_once_a_conversation():
    turn, dispatcher = made()
    assert await show_notices(turn, "branch_collection") == ["n-coll"]
    assert said(dispatcher) == ["utter_notice"] and dispatcher.messages[0]["title"] == "Collectes retardées"
    again, later = made(remembered=changes(turn)["remembered"])
    assert await show_notices(again, "collection_schedule") == ["n-coll"] and said(later) == []


@pytest.mark.parametrize(("address", "shown"), [(NORTH, True), (SOUTH, False), (None, False)])
async def test_a_notice_of_a_sector_is_for_its_sector(address, shown):
    turn, dispatcher = made(address=address)
    await show_notices(turn, "water_service")
    assert bool(said(dispatcher)) is shown


@pytest.mark.parametrize("topic", ["bin_request", "item_disposal", "tax_sale", "hazardous_waste_depot"])
async def test_a_late_truck_does_not_touch_a_bin_an_object_or_the_depot(topic):
    turn, dispatcher = made()
    assert await show_notices(turn, topic) == [] and said(dispatcher) == []


async def test_the_depot_is_touched_by_what_names_it(fake_city):
    closed = {**notice("collections", "warning"), "title": "Écocentre fermé vendredi"}
    fake_city.answers["/city/v1/notices"] = [closed]
    turn, dispatcher = made()
    assert await show_notices(turn, "hazardous_waste_depot") == ["n-1"] and said(dispatcher) == ["utter_notice"]


@pytest.mark.parametrize(("kind", "severity", "sectors", "shown"), [
    ("safety", "urgent", None, True), ("other", "urgent", None, True), ("water", "urgent", None, True),
    ("safety", "warning", None, True),
    ("safety", "info", None, False), ("other", "info", None, False), ("snow", "urgent", None, False),
    ("safety", "urgent", ["Nord"], False), ("un_genre", "urgent", None, False),
])
async def test_what_everybody_must_know_comes_before_any_answer(talk, fake_city, kind, severity, sectors, shown):
    fake_city.answers["/city/v1/notices"] = [notice(kind, severity, sectors)]
    replies = await talk.run(ActionAnswer(), "rôle", **sure("property_assessment"))
    assert replies == [*["utter_notice"] * shown, "utter_property_assessment", "utter_settled"]


async def test_it_comes_once_whatever_the_kind_of_topic(talk, fake_city):
    fake_city.answers["/city/v1/notices"] = [notice("safety")]
    assert (await talk.run(ActionTransferDuty(), "450 000 $", **sure("transfer_duty")))[0] == "utter_notice"
    assert "utter_notice" not in await talk.run(ActionAccount(), "mon solde", **sure("tax_balance"))


async def test_it_comes_before_an_account_topic_too(talk, fake_city):
    fake_city.answers["/city/v1/notices"] = [notice("safety")]
    assert (await talk.run(ActionAccount(), "mon solde", **sure("tax_balance")))[0] == "utter_notice"


async def test_one_that_concerns_the_address_only_is_told_with_it(fake_city):
    fake_city.answers["/city/v1/notices"] = [notice("safety", sectors=["Nord"])]
    turn, dispatcher = made(address=NORTH)
    await show_urgent(turn, "tax_sale")
    assert said(dispatcher) == ["utter_notice"]


async def test_the_topic_of_water_tells_its_own_in_its_own_words(talk, fake_city):
    fake_city.answers["/city/v1/notices"] = [notice("water")]
    replies = await talk.run(ActionWaterService(), "avis d'ébullition?", **sure("water_service"))
    assert replies[:2] == ["utter_water_notice", "utter_water_service"]


@pytest.mark.parametrize(("english", "severity", "languages"), [
    ("emergency", "urgent", ["fr", "en"]), ("emergency", "warning", ["fr"]), ("bilingual", "urgent", ["fr"]),
])
async def test_where_english_is_for_emergencies_an_urgent_one_is_in_both_languages(
    talk, fake_city, profile_file, english, severity, languages
):
    profile_file(languages__english=english)
    fake_city.answers["/city/v1/notices"] = [notice("water", severity)]
    await talk.run(ActionWaterService(), "boil water advisory", **sure("water_service"))
    assert [m["language"] for m in talk.messages if m["response"] == "utter_water_notice"] == languages


async def test_the_city_is_asked_once_in_half_a_minute(fake_city, monkeypatch):
    for _ in range(3):
        await show_notices(made()[0], "tax_sale")
    assert len(fake_city.calls) == 1
    monkeypatch.setattr(notices, "FRESH", 0.0)
    await show_notices(made()[0], "tax_sale")
    assert len(fake_city.calls) == 2


async def test_a_slow_city_does_not_hold_the_answer(talk, fake_city, monkeypatch):
    monkeypatch.setattr(notices, "PATIENCE", 0.01)
    fake_city.modes["/notices"] = "slow"
    assert (await talk.run(ActionAnswer(), "rôle", **sure("property_assessment")))[0] == "utter_property_assessment"
