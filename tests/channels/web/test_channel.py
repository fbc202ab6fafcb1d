"""A conversation over HTTP: said once, heard in order, resumable, whoever stops."""
import asyncio
import json

import aiohttp
import pytest

from channels.web import store as store_module
from channels.web.channel import WebInput
from channels.web.store import Store
from channels.web.turns import Turns
from tests.channels.web.conftest import Client, Parrot
from tests.support.redis_server import redis_server


async def test_a_message_and_its_answer(client):
    status, said, _ = await client.say("bonjour", id="abcdefgh-1")
    assert (status, said) == (202, {"seq": 1})
    mine, first, second = await client.hear(3)
    assert (mine["from"], mine["text"], mine["client"]) == ("citizen", "bonjour", "abcdefgh-1")
    assert (first["from"], first["text"], first["language"]) == ("assistant", "1: bonjour", "fr")
    assert (second["choices"], second["language"]) == (["Oui", "Non"], "en")
    assert [mine["id"], first["id"], second["id"]] == [1, 2, 3]


async def test_resumes_after_the_last_one_heard(client):
    await client.say("un")
    await client.hear(3)
    await client.say("deux")
    assert [event["text"] for event in await client.hear(2, seen=4)] == ["1: deux", "2: deux"]


async def test_a_number_from_another_life_starts_over(client):
    await client.say("un")
    assert [event["id"] for event in await client.hear(3, seen=99)] == [1, 2, 3]


async def test_the_same_message_twice_is_said_once(server, client):
    first, second = await asyncio.gather(client.say("un", id="same-same"), client.say("un", id="same-same"))
    assert {first[0], second[0]} == {202} and first[1] == second[1]
    await client.say("deux")
    assert [event["text"] for event in await client.hear(6)][-1] == "2: deux"
    assert [message.text for message in server.agent.heard] == ["un", "deux"]


async def test_messages_sent_together_are_answered_in_order(server, client):
    await asyncio.gather(*(client.say(f"{number}", id=f"message-{number}") for number in range(8)))
    heard = await client.hear(24)
    asked = [event["text"] for event in heard if event["from"] == "citizen"]
    assert [message.text for message in server.agent.heard] == asked


async def test_first_words_leave_before_the_turn_ends(server, client):
    server.agent.hold = asyncio.Event()
    await client.say("un")
    assert (await client.hear(2))[-1]["text"] == "1: un"
    server.agent.hold.set()


async def test_a_failure_is_told_and_its_words_are_not_logged(client, caplog):
    await client.say("!fail")
    heard = await client.hear(2)
    assert "problème technique" in heard[-1]["text"]
    assert "ValueError" in caplog.text and "secret words" not in caplog.text
    await client.say("encore")
    assert (await client.hear(2, seen=3))[-1]["text"] == "2: encore"


async def test_a_conversation_begins_in_the_language_of_the_page(server, session):
    client = await Client(session, server.url).open("en")
    await client.call("POST", "/messages", json={"id": "message-1", "text": "hi"}, headers={"Accept-Language": "en"})
    await client.hear(3)
    conversation = server.agent.heard[0].sender_id
    assert await server.agent.slot(conversation, "language") == "en"


async def test_words_that_come_unasked(server, client):
    await client.say("un")
    await client.hear(3)
    output = server.channel.get_output_channel()
    said = {"text": "Ici Julie.", "author": "agent", "name": "Julie", "key": "k"}
    conversation = server.agent.heard[0].sender_id
    await output.send_response(conversation, dict(said))
    await output.send_response(conversation, dict(said))   # a desk that is not sure repeats itself
    await output.send_response(conversation, {"custom": {"rating": True}})
    heard = await client.hear(2, seen=3)
    assert (heard[0]["from"], heard[0]["name"], heard[0]["text"]) == ("agent", "Julie", "Ici Julie.")
    assert heard[1]["event"] == "rating"


async def test_words_to_a_conversation_of_an_unknown_origin_are_kept(server):
    output = server.channel.get_output_channel()
    await output.send_response("web-made-elsewhere", {"text": "Bonjour"})
    rows, _ = server.channel.desk.store.after("web-made-elsewhere", 0)
    assert [row.data["text"] for row in rows] == ["Bonjour"]


async def test_no_output_channel_before_the_worker_starts(settings):
    assert WebInput(settings).get_output_channel() is None


async def test_a_worker_that_dies_leaves_its_message_to_the_next(serve, session, monkeypatch):
    """Killed in the middle of a turn: another worker answers, once, without repeating what was heard."""
    monkeypatch.setattr(store_module, "LEASE", 0.2)
    dying = await serve()
    client = await Client(session, dying.url).open()
    dying.agent.hold = asyncio.Event()
    await client.say("un")
    await client.hear(2)
    for task in dying.channel.desk.turns._running.values():
        task.cancel()
    dying.channel.desk.turns._keeper.cancel()
    await asyncio.sleep(0.3)
    next_worker = await serve()
    heard = await Client(session, next_worker.url, client.token).hear(3)
    assert [event["text"] for event in heard] == ["un", "1: un", "2: un"]
    assert len(next_worker.agent.heard) == 1


async def test_a_message_already_in_the_tracker_is_not_answered_again(serve, session, monkeypatch):
    monkeypatch.setattr(store_module, "LEASE", 0.2)
    agent, done = Parrot(), Store.done
    monkeypatch.setattr(Store, "done", lambda self, conversation, seq: None)   # killed just before that line
    first = await serve(agent)
    client = await Client(session, first.url).open()
    await client.say("un")
    await client.hear(3)
    monkeypatch.setattr(Store, "done", done)
    first.channel.desk.turns._keeper.cancel()
    await asyncio.sleep(0.3)
    second = await serve(agent)
    for _ in range(100):
        if not second.channel.desk.store.after(agent.heard[0].sender_id, 0)[1]:
            break
        await asyncio.sleep(0.05)
    assert len(agent.heard) == 1


async def test_two_workers_with_a_real_redis(serve, session):
    """Said to one worker, heard at once from the other; and the limits are counted together."""
    with redis_server() as url:
        agent = Parrot()
        limits = {"message": (3, 60), "address": (99, 60), "start": (99, 60), "suggest": (99, 60)}
        one, two = [await serve(agent, events=url, rates=limits) for _ in range(2)]
        here = await Client(session, one.url).open()
        there = Client(session, two.url, here.token)
        listening = asyncio.create_task(there.hear(3, patience=3))
        await asyncio.sleep(0.3)
        await here.say("un")
        assert [event["text"] for event in await listening] == ["un", "1: un", "2: un"]
        assert [(await page.say("encore"))[0] for page in (there, here, there)] == [202, 202, 429]
        await one.stop()
        assert (await there.hear(3))[0]["text"] == "un"
        one.stop = lambda: asyncio.sleep(0)


@pytest.mark.parametrize("text", ["é" * 2000, "ligne un\nligne deux", "<b>&amp;</b>", "😀 \\ \" ' data: x\n\nid: 9"])
async def test_words_come_back_whole(client, text):
    await client.say(text)
    assert (await client.hear(1))[0]["text"] == text


async def test_streams_end_when_the_worker_stops(serve, session):
    server = await serve()
    client = await Client(session, server.url).open()
    hearing = asyncio.create_task(client.hear(9))
    await asyncio.sleep(0.2)
    await asyncio.wait_for(server.stop(), 5)
    server.stop = lambda: asyncio.sleep(0)
    with pytest.raises((ConnectionError, aiohttp.ClientError)):
        await asyncio.wait_for(hearing, 5)


async def test_a_heartbeat_keeps_the_line_open(serve, session, monkeypatch):
    monkeypatch.setattr("channels.web.stream.HEARTBEAT", 0.1)
    server = await serve()
    client = await Client(session, server.url).open()
    async with session.get(client.url + "/events", headers={"Authorization": f"Bearer {client.token}"}) as stream:
        first = await stream.content.readuntil(b"\n\n")
        second = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 2)
    assert json.loads(first.decode().split("data: ")[1]) == {"on": False}
    assert second == b": \n\n"


async def test_stopping_waits_for_the_answer_under_way(serve, session):
    server = await serve()
    client = await Client(session, server.url).open()
    await client.say("un")
    assert isinstance(server.channel.desk.turns, Turns)
    await server.stop()
    server.stop = lambda: asyncio.sleep(0)
    store = Store(server.channel.settings.database)
    rows, waiting = store.after(server.agent.heard[0].sender_id, 0)
    assert (len(rows), waiting) == (3, False)


