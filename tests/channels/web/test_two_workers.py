"""Two whole Rasa servers that share a database and a real Redis: one conversation, whichever of them answers."""
import asyncio
import re

import pytest

from channels.web.tokens import Tokens
from tests.channels.web.conftest import Client
from tests.support.assistant import SECRET, start_assistant
from tests.support.redis_server import redis_server


@pytest.fixture(scope="module")
def assistant():
    with redis_server() as url:
        running = start_assistant(env_extra={"LOCK_STORE_URL": url}, workers=2)
        yield running
        running.stop()


@pytest.fixture
async def pages(assistant, session):
    """The same conversation, on each worker."""
    here = await Client(session, f"{assistant.rasa_urls[0]}/webhooks/web").open()
    return here, Client(session, f"{assistant.rasa_urls[1]}/webhooks/web", here.token)


async def test_asked_of_one_and_heard_from_the_other(pages):
    here, there = pages
    listening = asyncio.create_task(there.hear(2, patience=20))
    await asyncio.sleep(0.5)
    await here.say("c'est quand la collecte des vidanges")
    assert "adresse" in (await listening)[-1]["text"]
    listening = asyncio.create_task(here.hear(3, seen=2, patience=20))
    await there.say("145, rue des Érables")
    assert re.search(r"novembre|décembre|janvier", " ".join(event["text"] for event in await listening))


async def test_messages_thrown_at_both_are_all_answered_one_at_a_time(pages, assistant, session):
    here, there = pages
    said = ["bonjour", "quand dois-je payer mes taxes", "merci", "bonjour", "merci", "qui êtes-vous"]
    for number, text in enumerate(said):
        await (here, there)[number % 2].say(text)
    conversation = conversation_of(here)
    tracker = None
    for _ in range(120):
        async with session.get(f"{assistant.rasa_url}/conversations/{conversation}/tracker") as answer:
            tracker = await answer.json()
        if sum(event["event"] == "user" for event in tracker["events"]) == len(said):
            break
        await asyncio.sleep(0.25)
    heard = [event["text"] for event in tracker["events"] if event["event"] == "user"]
    assert sorted(heard) == sorted(said)
    kinds = [event["event"] for event in tracker["events"] if event["event"] in ("user", "bot")]
    assert not re.search("user,user", ",".join(kinds))   # each was answered before the next was read


async def test_an_agent_speaks_through_one_and_is_heard_from_the_other(pages, assistant, session):
    here, there = pages
    await here.say("bonjour")
    count = len(await here.hear(2, patience=20))
    conversation = conversation_of(here)
    says = {"event": "bot", "text": "Ici Julie.", "metadata": {"author": "agent", "name": "Julie"}}
    query = {"output_channel": "latest", "execute_side_effects": "true"}
    address = f"{assistant.rasa_urls[0]}/conversations/{conversation}/tracker/events"
    listening = asyncio.create_task(there.hear(1, seen=count, patience=10))
    await asyncio.sleep(0.3)
    async with session.post(address, json=says, params=query) as answer:
        assert answer.status == 200
    assert (await listening)[0]["text"] == "Ici Julie."


def conversation_of(page: Client) -> str:
    """The id of a page's conversation, read in its own token."""
    return Tokens(SECRET).conversation(page.token)
