"""The Rasa side: a turn's replies are found again in the tracker."""
from __future__ import annotations

from types import SimpleNamespace

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from channels.messenger.assistant import Assistant

WHO = "facebook-10000001"


@pytest.fixture
def agent():
    store = InMemoryTrackerStore(Domain.empty())
    return SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore(), is_ready=lambda: True)


async def filled(agent, *events):
    tracker = await agent.tracker_store.get_or_create_tracker(WHO)
    tracker.update_with_events(list(events), Domain.empty())
    await agent.tracker_store.save(tracker)


async def test_the_replies_to_a_message_are_those_between_it_and_the_next(agent):
    await filled(
        agent, UserUttered("a", message_id="m1"), BotUttered("1"), ActionExecuted("action_listen"),
        UserUttered("b", message_id="m2"), BotUttered("2", {"buttons": [{"title": "Oui"}]}),
        BotUttered("Julie", metadata={"agent": "Julie"}), BotUttered("3"),
    )
    assistant = Assistant(None, lambda: agent)
    assert [reply["text"] for reply in await assistant.replies(WHO, "m1")] == ["1"]
    second = await assistant.replies(WHO, "m2")
    assert [reply["text"] for reply in second] == ["2", "3"]
    assert second[0]["buttons"] == [{"title": "Oui"}]


async def test_a_message_without_its_turn_has_no_replies_and_one_left_to_a_person_has_an_empty_list(agent):
    assistant = Assistant(None, lambda: agent)
    assert await assistant.replies(WHO, "m1") is None
    await filled(agent, UserUttered("a", message_id="m1"))
    assert await assistant.replies(WHO, "m1") == []
    assert await assistant.replies(WHO, "m2") is None


async def test_the_channel_s_own_words_go_in_the_tracker(agent):
    await filled(agent, UserUttered(None, message_id="m1"))
    assistant = Assistant(None, lambda: agent)
    await assistant.say(WHO, "Merci pour la photo.", "fr")
    assert [reply["text"] for reply in await assistant.replies(WHO, "m1")] == ["Merci pour la photo."]


async def test_a_turn_gives_what_was_said_in_order_and_nothing_without_words_is_parsed(agent):
    taken = []

    async def on_new_message(message):
        taken.append(message)
        await message.output_channel.send_response(WHO, {"text": "un", "buttons": [{"title": "Oui"}]})
        await message.output_channel.send_text_message(WHO, "deux")

    assistant = Assistant(on_new_message, lambda: agent)
    assert [reply["text"] for reply in await assistant.turn(WHO, "m1", "texte", {"disclose": True})] == ["un", "deux"]
    await assistant.turn(WHO, "m2", None, {"attachments": [{"type": "image"}]})
    assert (taken[0].text, taken[0].message_id, taken[0].parse_data) == ("texte", "m1", None)
    assert taken[1].text is None
    assert taken[1].parse_data["intent"]["name"] is None
    assert taken[1].input_channel == "messenger"


def test_it_is_ready_once_rasa_has_a_model(agent):
    assert Assistant(None, lambda: agent).ready()
    agent.is_ready = lambda: False
    assert not Assistant(None, lambda: agent).ready()
