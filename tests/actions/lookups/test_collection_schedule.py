"""When collections pass."""
import pytest

from actions.lookups.collection_schedule import ActionCollectionSchedule
from actions.phrases import phrase
from tests.actions.support import Conversation, entity, sure

ACTION = ActionCollectionSchedule()


async def ask(talk, text, *entities, address="310 aulnes"):
    found = [entity("address", address), *entities] if address else list(entities)
    return await talk.run(ACTION, text, entities=found, **sure("collection_schedule"))


def lines(talk):
    return talk.said("utter_collection_schedule")["lines"].split("\n")


async def test_the_next_of_each_stream_with_notes_notice_and_calendar(talk, fake_city):
    replies = await ask(talk, "c'est quand la collecte au 310 aulnes")
    assert replies == ["utter_notice", "utter_notice", "utter_collection_schedule", "utter_settled"]
    assert [m["title"] for m in talk.messages[:2]] == ["Avis d'ébullition", "Collectes retardées"]
    assert lines(talk) == ["• ordures : jeudi 6 mars", "• matières organiques (bac brun) : vendredi 7 mars",
                           "• recyclage : jeudi 13 mars (Reporté à cause du congé)"]
    said = talk.said("utter_collection_schedule")
    assert said["link"] == f"{fake_city.url}/city/v1/addresses/c-310/collections.ics"
    assert said["address"] == "310, rue des Aulnes"


@pytest.mark.parametrize(("text", "count"), [("c'est quand le recyclage", 2), ("when is garbage day", 2),
                                             ("le bac brun passe quand", 2)])
async def test_one_stream_shows_its_next_ones(talk, text, count):
    await ask(talk, f"{text} au 310 aulnes")
    assert len(lines(talk)) == count


async def test_a_stream_tagged_by_the_classifier(talk):
    await ask(talk, "et ça?", entity("stream", "recycling"))
    assert "recyclage" in lines(talk)[0]


async def test_a_rare_stream_is_sought_further(talk):
    await ask(talk, "les encombrants au 310 aulnes")
    assert lines(talk) == ["• encombrants : mardi 13 mai"]


async def test_a_stream_that_never_passes(talk):
    assert "utter_no_collection" in await ask(talk, "les sapins au 310 aulnes")


@pytest.mark.parametrize(("text", "reply"), [
    ("y a-t-il une collecte jeudi au 310 aulnes", "utter_collections_on_day"),
    ("y a-t-il une collecte demain au 310 aulnes", "utter_no_collection_on_day"),
    ("y a-t-il une collecte le 28 avril au 310 aulnes", "utter_collections_on_day"),       # beyond the usual window
])
async def test_a_day(talk, text, reply):
    assert reply in await ask(talk, text)


@pytest.mark.parametrize("text", ["une collecte hier au 310 aulnes?", "une collecte le 3 mars 2033 au 310 aulnes?"])
async def test_a_day_that_cannot_be_told_is_not_denied(talk, text):
    assert "utter_no_collection_on_day" not in await ask(talk, text)
    assert "utter_collection_schedule" in talk.replies


async def test_the_question_is_kept_while_the_address_is_asked(talk):
    assert await ask(talk, "c'est quand le recyclage", address=None) == ["utter_ask_address"]
    await talk.run(ACTION, "310 aulnes")
    assert len(lines(talk)) == 2 and all("recyclage" in line for line in lines(talk))


async def test_asked_in_vain_it_is_let_go(talk):
    await ask(talk, "collecte", address=None)
    for _ in range(3):
        await talk.run(ACTION, "rue Introuvable 99")
    assert await talk.run(ACTION, "rue Introuvable 99") == ["utter_lookup_given_up"] and talk.slots["tasks"] == []


@pytest.mark.parametrize("words", ["non merci", "laisse faire"])
async def test_declined(talk, words):
    await ask(talk, "collecte", address=None)
    request = sure("deny") if words.startswith("laisse") else {}
    assert await talk.run(ACTION, words, **request) == ["utter_lookup_dropped"] and talk.slots["tasks"] == []


async def test_an_id_of_any_shape_in_the_calendars_address(talk):
    await ask(talk, "collecte au 18 12e avenue", address="18 12e avenue")
    assert "/addresses/lot%207%2Fb%232%3F/collections.ics" in talk.said("utter_collection_schedule")["link"]


async def test_in_english():
    talk = Conversation(language="en")
    await ask(talk, "when is my pickup at 310 aulnes")
    assert lines(talk)[0] == "• garbage: Thursday, March 6"


@pytest.mark.parametrize("mode", ["error_500", "html", "wrong_types", "null_fields", "slow", "too_many"])
async def test_the_city_is_away(talk, fake_city, mode):
    fake_city.modes["/collections"] = mode
    assert (await ask(talk, "collecte au 310 aulnes"))[-1] == "utter_city_unavailable"
    fake_city.modes.clear()
    assert "utter_collection_schedule" in await ask(talk, "et maintenant?", address=None)       # the address is kept


async def test_an_empty_calendar(talk, fake_city):
    fake_city.answers["/city/v1/addresses/c-310/collections"] = []
    assert "utter_no_collection" in await ask(talk, "collecte au 310 aulnes")


async def test_a_stream_that_the_contract_does_not_have_keeps_its_date_and_note(talk, fake_city):
    fake_city.answers["/city/v1/addresses/c-310/collections"] = [
        {"date": "2031-03-05", "stream": "glass", "note": "Bac mauve."}, {"date": "2031-03-06", "stream": "garbage"}]
    assert "utter_collection_schedule" in await ask(talk, "c'est quand la collecte au 310 aulnes")
    assert lines(talk) == [f"• {phrase('stream', 'other', 'fr')} : mercredi 5 mars (Bac mauve)",
                           "• ordures : jeudi 6 mars"]
    assert "utter_collections_on_day" in await ask(talk, "collecte demain au 310 aulnes?")
