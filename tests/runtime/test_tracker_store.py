"""The live tracker is bounded and right; the archive is whole; erasing erases."""
import asyncio
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from runtime.tracker_store import IN_MEMORY, KEPT, LONGEST, SessionTrackerStore
from tests.actions.postgresql import running_postgresql

NAMES = ("language", "english_attested", "owner", "address", "remembered", "tasks", "plan")
DOMAIN = Domain.from_dict({"slots": {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in (*NAMES,
    "erase_requested")}})


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    with running_postgresql(tmp_path_factory.mktemp("pg")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path}/tracker.db" if request.param == "sqlite" else request.getfixturevalue("postgresql")


@pytest.fixture
def opened(url):
    """Opens stores on the same database, as several processes or one after the other would; emptied at the end."""
    stores = []

    def open_store(broker=None):
        stores.append(SessionTrackerStore(DOMAIN, host=url, event_broker=broker))
        return stores[-1]

    yield open_store
    with open_store().session_scope() as session:
        session.query(SessionTrackerStore.SQLEvent).delete()
        session.commit()
    for store in stores:
        store.engine.dispose()


def turn(number, **slots):
    """The events of one turn."""
    return [UserUttered(f"message {number}", {"name": "snow_status"}), *(SlotSet(k, v) for k, v in slots.items()),
            SlotSet("plan", {"turn": number}), ActionExecuted("action_snow_status"), BotUttered(f"answer {number}"),
            ActionExecuted("action_listen")]


async def play(store, conversation, *events):
    """One message: load, add, save, as Rasa does."""
    tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
    for event in events:
        tracker.update(event, DOMAIN)
    await store.save(tracker)
    return tracker


async def start(store, conversation="c1"):
    await play(store, conversation, ActionExecuted("action_session_start"), SessionStarted(),
        ActionExecuted("action_listen"))


async def archived(store, conversation="c1"):
    tracker = await store.retrieve_full_tracker(conversation)
    return list(tracker.events) if tracker else []


async def test_what_was_saved_is_loaded(opened):
    store = opened()
    await start(store)
    await play(store, "c1", *turn(1, language="en", address={"label": "310, rue des Aulnes é"}))
    tracker = await store.retrieve("c1")
    assert tracker.get_slot("address") == {"label": "310, rue des Aulnes é"} and tracker.get_slot("language") == "en"
    assert tracker.latest_message.text == "message 1" and tracker.latest_action_name == "action_listen"


async def test_an_unknown_conversation(opened):
    assert await opened().retrieve("nobody") is None and await opened().retrieve_full_tracker("nobody") is None


async def test_saving_again_adds_nothing(opened):
    store = opened()
    tracker = await play(store, "c1", *turn(1))
    await store.save(tracker)
    await store.save(await store.retrieve("c1"))
    assert len(await archived(store)) == len(turn(1))


async def test_after_500_turns_the_live_tracker_is_bounded_with_every_slot_right_and_the_archive_whole(opened):
    store = opened()
    await start(store)
    await play(store, "c1", *turn(0, language="en", address={"label": "first"}, owner="assistant", tasks=[]))
    tracker = await store.retrieve("c1")
    for number in range(1, 501):
        slots = {"remembered": {"turn": number}} if number % 7 == 0 else {}
        if number == 100:
            slots["address"] = {"label": "second"}
        if number == 200:
            slots["tasks"] = None
        for event in turn(number, **slots):
            tracker.update(event, DOMAIN)
        if number % 5 == 0:
            await store.save(tracker)
        if number % 50 == 0:
            tracker = await store.retrieve("c1")
            assert len(tracker.events) <= KEPT + len(NAMES)
    live, whole = await store.retrieve("c1"), await store.retrieve_full_tracker("c1")
    assert live.current_slot_values() == whole.current_slot_values()
    assert live.get_slot("address") == {"label": "second"} and live.get_slot("tasks") is None
    assert (live.get_slot("language"), live.get_slot("remembered"), live.get_slot("plan")) == (
        "en", {"turn": 497}, {"turn": 500})
    said = [event.text for event in whole.events if isinstance(event, UserUttered)]
    assert said == [f"message {number}" for number in range(501)]
    assert live.latest_message.text == "message 500" and live.latest_action_name == "action_listen"


async def test_a_new_session_starts_afresh_and_keeps_the_archive(opened):
    store = opened()
    await start(store)
    await play(store, "c1", *turn(1, address={"label": "old"}, language="en"))
    await start(store)
    await play(store, "c1", SlotSet("language", "en"), *turn(2))
    live = await store.retrieve("c1")
    assert live.get_slot("address") is None and live.get_slot("language") == "en"
    assert [e.text for e in live.events if isinstance(e, UserUttered)] == ["message 2"]
    assert [e.text for e in await archived(store) if isinstance(e, UserUttered)] == ["message 1", "message 2"]


async def test_a_tracker_kept_in_memory_is_read_again_once_another_process_has_saved(opened):
    here, there = opened(), opened()
    await play(here, "c1", *turn(1))
    assert await here.retrieve("c1") is not None
    kept = await play(here, "c1", *turn(2, language="fr"))
    assert (await here.retrieve("c1")) is kept
    await here.save(kept)
    await play(there, "c1", *turn(3, language="en"))
    again = await here.retrieve("c1")
    assert again is not kept and again.get_slot("language") == "en" and again.latest_message.text == "message 3"


async def test_what_was_not_saved_is_not_kept(opened):
    store = opened()
    await play(store, "c1", *turn(1))
    tracker = await store.retrieve("c1")
    tracker.update(SlotSet("language", "en"), DOMAIN)   # the message fails before it is saved
    assert (await store.retrieve("c1")).get_slot("language") is None


async def test_memory_holds_so_many_conversations_and_no_long_one(opened):
    store = opened()
    for number in range(IN_MEMORY + 5):
        await play(store, f"c{number}", *turn(number))
    assert len(store._live) == IN_MEMORY and "c0" not in store._live
    await play(store, "long", *(event for number in range(LONGEST) for event in turn(number)))
    assert "long" not in store._live


async def test_a_restart_loses_nothing(opened):
    await play(opened(), "c1", *turn(1, owner="agent"))
    again = opened()
    assert (await again.retrieve("c1")).get_slot("owner") == "agent"
    await play(again, "c1", *turn(2))
    assert len(await archived(opened())) == 2 * len(turn(1)) + 1


async def test_conversations_do_not_mix(opened):
    store = opened()
    await play(store, "c1", *turn(1, language="en"))
    await play(store, "c2", *turn(1, language="fr"))
    assert (await store.retrieve("c1")).get_slot("language") == "en"
    assert sorted(await store.keys()) == ["c1", "c2"]


@pytest.mark.parametrize("conversation", ["c'1; drop table events;--", "é" * 80, "%", "a b/c?d"])
async def test_ids_of_any_shape(opened, conversation):
    store = opened()
    await play(store, conversation, *turn(1, language="en"))
    assert (await store.retrieve(conversation)).get_slot("language") == "en"


async def test_concurrent_saves_of_many_conversations_and_of_one(opened):
    stores = [opened(), opened()]
    await start(stores[0], "shared")

    async def talk(number):
        await play(stores[number % 2], f"c{number}", *turn(number))
        tracker = await stores[number % 2].retrieve("shared")
        tracker.update(SlotSet("remembered", number), DOMAIN)
        await stores[number % 2].save(tracker)

    await asyncio.gather(*(asyncio.to_thread(asyncio.run, talk(number)) for number in range(12)))
    for number in range(12):
        assert len(await archived(stores[0], f"c{number}")) == len(turn(number))
    kept = {e.value for e in await archived(stores[0], "shared") if isinstance(e, SlotSet)}
    assert kept == set(range(12))


async def test_erasing_leaves_who_holds_it_and_the_language_only(opened, url):
    store = opened()
    await start(store)
    await play(store, "c1", *turn(1, address={"label": "310, rue Secrète"}, language="en", owner="assistant"))
    await play(store, "c2", *turn(1, address={"label": "45, rue Voisine"}))
    await start(store)
    await play(store, "c1", SlotSet("language", "en"), SlotSet("owner", "assistant"), UserUttered("efface Secrète"),
               ActionExecuted("action_delete_data"), SlotSet("address", None), SlotSet("erase_requested", True),
               BotUttered("Effacé"), ActionExecuted("action_listen"))
    live = await store.retrieve("c1")
    assert live.get_slot("language") == "en" and live.get_slot("owner") == "assistant"
    assert live.get_slot("address") is None and live.get_slot("erase_requested") is None
    assert live.latest_message.text is None
    with sa.create_engine(url).connect() as connection:
        rows = json.dumps([row[0] for row in connection.execute(sa.text("select data from events"))])
    assert "Secr" not in rows and "Voisine" in rows
    await play(store, "c1", *turn(2))
    assert [e.text for e in await archived(store) if isinstance(e, UserUttered)] == ["message 2"]


class Broker:
    """Keeps what was published, and can fail."""

    def __init__(self, fails=False):
        self.published, self.fails = [], fails

    def publish(self, event):
        if self.fails:
            raise ConnectionError
        self.published.append(event)


async def test_each_event_is_published_once_with_its_conversation(opened):
    broker = Broker()
    store = opened(broker)
    await play(store, "c1", *turn(1))
    await play(store, "c1", *turn(2))
    assert [e.get("text") for e in broker.published if e["event"] == "user"] == ["message 1", "message 2"]
    assert {e["sender_id"] for e in broker.published} == {"c1"}


async def test_what_the_desk_must_hear_is_not_saved_unheard(opened):
    store = opened(Broker(fails=True))
    with pytest.raises(ConnectionError):
        await play(store, "c1", *turn(1))
    assert await archived(opened()) == []


async def test_rasa_makes_it_from_endpoints(tmp_path):
    config = EndpointConfig(url=f"sqlite:///{tmp_path}/t.db", type="runtime.tracker_store.SessionTrackerStore")
    store = TrackerStore.create(config, DOMAIN)
    assert isinstance(store, SessionTrackerStore)
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("pragma journal_mode")).scalar() == "wal"


def test_endpoints_yml_names_it():
    assert "runtime.tracker_store.SessionTrackerStore" in Path("endpoints.yml").read_text(encoding="utf-8")


async def test_a_tracker_made_outside_is_kept_whole(opened):
    store = opened()
    await store.save(DialogueStateTracker.from_events("c9", turn(1), DOMAIN.slots))
    assert len(await archived(store, "c9")) == len(turn(1))
