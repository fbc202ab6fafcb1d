"""Whole conversations: Meta's stand-in, Rasa, the action server and the city API, each over real HTTP."""
from __future__ import annotations

import asyncio
import collections
import json
import sqlite3
from typing import Any

import pytest
import pytest_asyncio
import requests

from tests.channels.messenger.graph_stand_in import ENVIRONMENT, GraphStandIn, position, typed
from tests.support.assistant import start_assistant

pytestmark = pytest.mark.asyncio(loop_scope="module")
QUESTIONS = ["Bonjour", "Quelles sont vos heures?", "Quand payer mes taxes?", "C'est quoi le 311?", "Merci"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meta():
    async with GraphStandIn() as stand_in:
        yield stand_in


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def assistant(meta, tmp_path_factory):
    folder = tmp_path_factory.mktemp("messenger")
    extra = {**ENVIRONMENT, "GRAPH_API_URL": meta.url, "MESSENGER_DB_URL": f"sqlite:///{folder}/messenger.db"}
    started = await asyncio.to_thread(start_assistant, env_extra=extra)
    meta.webhook = started.rasa_url + "/webhooks/messenger/webhook"
    yield started
    await asyncio.to_thread(started.stop)


async def talk(meta: GraphStandIn, person: str, what: str | dict[str, Any]) -> str:
    """Sends a text or an event and returns the answer's texts, once no more came for a while."""
    before = len(meta.to(person))
    await (meta.deliver([what]) if isinstance(what, dict) else meta.says(person, what))
    await meta.until(lambda: len(meta.to(person)) > before, 20)
    count = 0
    while len(meta.to(person)) != count:
        count = len(meta.to(person))
        await asyncio.sleep(0.4)
    return "\n".join(meta.texts(person)[before:])


async def press(meta: GraphStandIn, person: str, number: int) -> str:
    """Taps one of the quick replies offered last."""
    reply = next(m["quick_replies"] for m in reversed(meta.to(person)) if "quick_replies" in m)[number]
    return await talk(meta, person, typed(person, reply["title"], quick_reply={"payload": reply["payload"]}))


async def test_a_lookup_begins_with_the_disclosure_and_ends_with_the_city_s_answer(meta, assistant):
    answer = await talk(meta, "60000001", "Quand passe le recyclage au 145 rue des Érables?")
    assert "programme automatique" in answer.split("\n")[0]
    for _ in range(3):
        if "recyclage" in answer.lower() and any(char.isdigit() for char in answer):
            break
        answer = await press(meta, "60000001", 0)
    assert "recyclage" in answer.lower()
    assert not meta.rejected


async def test_a_ticket_with_a_shared_position_gets_its_number(meta, assistant):
    person = "60000002"
    await talk(meta, person, "Je veux signaler un graffiti")
    answer = await talk(meta, person, typed(person, None, attachments=position(45.3965, -73.2012)))
    for _ in range(12):
        offered = meta.to(person)[-1].get("quick_replies", [])
        send = [reply for reply in offered if "envoyer" in reply["title"]]
        if send:
            payload = {"payload": send[0]["payload"]}
            answer = await talk(meta, person, typed(person, send[0]["title"], quick_reply=payload))
            break
        answer = await (press(meta, person, 0) if offered else talk(meta, person, "Des lettres noires sur le mur"))
    assert "numéro" in answer.lower(), answer
    assert not meta.rejected


async def test_a_batch_of_several_people_is_answered_to_each(meta, assistant):
    people = [f"6000010{n}" for n in range(6)]
    assert await meta.deliver([typed(person, "Quelles sont vos heures?") for person in people]) == 200

    def answers() -> set[tuple[str, ...]]:
        return {tuple(meta.texts(person)) for person in people}

    await meta.until(lambda: len(answers()) == 1 and len(min(answers())) >= 2, 20)


async def test_a_photo_and_its_reaction_are_in_the_tracker(meta, assistant):
    person = "60000003"
    photo = [{"type": "image", "payload": {"url": "https://cdn.example/photo.jpg"}}]
    answer = await talk(meta, person, typed(person, None, attachments=photo))
    events = (await asyncio.to_thread(_tracker, assistant, person))["events"]
    user = next(event for event in events if event["event"] == "user")
    assert user["metadata"]["attachments"] == [{"type": "image", "url": "https://cdn.example/photo.jpg"}]
    assert [event["text"] for event in events if event["event"] == "bot"] == [answer]


async def test_a_person_of_the_city_writes_through_rasa_s_api(meta, assistant):
    person = "60000004"
    await talk(meta, person, "Bonjour")
    address = f"{assistant.rasa_url}/conversations/facebook-{person}/tracker/events"
    query = {"output_channel": "latest", "execute_side_effects": "true"}
    words = {"event": "bot", "text": "Bonjour, ici Julie.", "metadata": {"agent": "Julie", "key": "n1"}}
    for _ in range(2):   # the desk may ask again when it got no answer
        status = (await asyncio.to_thread(requests.post, address, params=query, json=[words])).status_code
        assert status == 200
    await meta.until(lambda: "Bonjour, ici Julie." in meta.texts(person))
    await asyncio.sleep(0.5)
    assert meta.texts(person).count("Bonjour, ici Julie.") == 1


async def test_graph_away_for_a_while_loses_nothing_and_keeps_the_order(meta, assistant):
    people = [f"6000020{n}" for n in range(4)]
    meta.down = "refuse"
    for text in QUESTIONS:
        await meta.deliver([typed(person, text) for person in people])
    await asyncio.sleep(20)
    meta.down = None
    await meta.until(lambda: not _waiting(assistant), 60)
    for person in people:
        assert meta.texts(person) == await asyncio.to_thread(_said, assistant, person)


async def test_kill_9_under_load_neither_loses_nor_doubles(meta, assistant):
    people = [f"600003{n:02}" for n in range(10)]
    sent = collections.defaultdict(list)

    async def write(person: str) -> None:
        for number, text in enumerate(QUESTIONS * 2):
            mid = f"m_{person}_{number}"
            sent[person].append(mid)
            assert await meta.deliver([typed(person, text, mid=mid)]) == 200

    writing = [asyncio.create_task(write(person)) for person in people]
    for _ in range(2):
        before = len(meta.sent)
        await meta.until(lambda before=before: len(meta.sent) > before + 20, 60)
        await asyncio.to_thread(assistant.restart, "rasa", kill=True)
    await asyncio.gather(*writing)
    await meta.until(lambda: not _waiting(assistant), 120)
    for person in people:
        assert await asyncio.to_thread(_heard, assistant, person) == sent[person]
        assert meta.texts(person) == await asyncio.to_thread(_said, assistant, person)


def _tracker(assistant: Any, person: str) -> dict[str, Any]:
    address = f"{assistant.rasa_url}/conversations/facebook-{person}/tracker"
    return requests.get(address, params={"include_events": "ALL"}).json()


def _archive(assistant: Any, person: str) -> list[dict[str, Any]]:
    with sqlite3.connect(assistant.folder / "tracker.db") as archive:
        rows = archive.execute("SELECT data FROM events WHERE sender_id = ? ORDER BY id", (f"facebook-{person}",))
        return [json.loads(row[0]) for row in rows]


def _heard(assistant: Any, person: str) -> list[str]:
    return [event["message_id"] for event in _archive(assistant, person) if event["event"] == "user"]


def _said(assistant: Any, person: str) -> list[str]:
    """What the conversation's archive says was answered, as Messenger shows it."""
    from channels.messenger.render import render

    bots = [event for event in _archive(assistant, person) if event["event"] == "bot"]
    replies = [{"text": event["text"], **{k: v for k, v in event["data"].items() if v}} for event in bots]
    return [message["text"] for reply in replies for message in render(reply, lambda text: text)]


def _waiting(assistant: Any) -> int:
    try:
        found = requests.get(f"{assistant.rasa_url}/webhooks/messenger/status", timeout=5).json()
    except requests.RequestException:
        return 1
    return found["inbox"]["waiting"] + found["outbox"]["waiting"]


async def test_who_erases_their_conversation_is_named_nowhere(meta, assistant):
    person = "60000077"
    await talk(meta, person, "Quand passe le recyclage au 145 rue des Érables?")
    await talk(meta, person, "effacez toutes mes données et ma conversation")
    assert "effac" in await press(meta, person, 0)
    database = sqlite3.connect(assistant.environment["MESSENGER_DB_URL"].removeprefix("sqlite:///"))
    tables = ("messenger_inbox", "messenger_outbox", "messenger_person", "messenger_error")
    named = "SELECT 1 FROM {} WHERE person = ?"
    await meta.until(lambda: not any(database.execute(named.format(table), [person]).fetchone() for table in tables))
    assert database.execute("SELECT COUNT(*) FROM messenger_inbox WHERE person = ''").fetchone()[0] >= 3
    assert await talk(meta, person, "Bonjour")
