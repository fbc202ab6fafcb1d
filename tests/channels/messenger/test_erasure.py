"""A person who erases their conversation is forgotten by the channel too; who is not, after the city's keeping time."""
from __future__ import annotations

import asyncio
import time

import pytest
import sqlalchemy as sa

from channels.messenger import leases, state
from channels.messenger.database import errors, events, messages, people
from channels.messenger.database import leases as held
from tests.channels.messenger.graph_stand_in import typed

ANNE, BEN = "10000001", "10000002"


@pytest.fixture
def erasing(assistant):
    """The assistant erases on « efface », as action_delete_data tells it."""
    usual = assistant.answer
    assistant.answer = lambda text: (
        [{"text": "C'est effacé.", "utter_action": "utter_erased"}] if text == "efface" else usual(text))
    return assistant


@pytest.fixture
def read(served):
    """Reads a table: rows of a person, or all."""
    def rows(table, person=None):
        query = sa.select(table) if person is None else sa.select(table).where(table.c.person == person)
        with served.channel.running.database.read() as connection:
            return connection.execute(query).mappings().all()
    return rows


async def until_forgotten(read, person):
    for _ in range(100):
        if not any(read(table, person) for table in (people, events, messages, errors)):
            return
        await asyncio.sleep(0.05)
    raise AssertionError({table.name: read(table, person) for table in (people, events, messages, errors)})


async def test_nothing_names_the_person_and_a_repetition_is_still_known(served, meta, erasing, read):
    first = typed(ANNE, "un secret", mid="m_1")
    await meta.deliver([first, typed(BEN, "bonjour")])
    await meta.until(lambda: len(meta.sent) == 2)
    with served.channel.running.database.write() as connection:
        state.record(served.channel.running.database, connection, "k:1", ANNE, "turn", "RuntimeError")
    await meta.says(ANNE, "efface")
    await meta.until(lambda: meta.texts(ANNE)[-1] == "C'est effacé.")
    await until_forgotten(read, ANNE)
    assert ANNE not in str([read(table) for table in (people, events, messages, errors)])
    assert [row["person"] for row in read(people)] == [BEN] and len(read(messages)) == 3
    assert await meta.deliver([first]) == 200
    await meta.says(BEN, "fin")
    await meta.until(lambda: meta.texts(BEN)[-1] == "vous avez dit fin")
    assert [turn[2] for turn in erasing.turns if turn[0].endswith(ANNE)] == ["un secret", "efface"]
    assert not meta.rejected


async def test_who_writes_again_is_answered(served, meta, erasing, read):
    await meta.deliver([typed(ANNE, "efface"), typed(ANNE, "rebonjour")])
    await meta.until(lambda: meta.texts(ANNE)[-1:] == ["vous avez dit rebonjour"])
    assert meta.texts(ANNE) == ["C'est effacé.", "vous avez dit rebonjour"]
    await meta.says(ANNE, "encore")
    await meta.until(lambda: meta.texts(ANNE)[-1] == "vous avez dit encore")
    assert read(people, ANNE)


async def test_words_that_were_still_to_leave_do_not(served, meta, erasing, read):
    meta.down = "refuse"
    await meta.says(ANNE, "un")
    await meta.until(lambda: any(row["attempts"] for row in read(messages)))
    await meta.says(ANNE, "deux secrets")
    await meta.until(lambda: len(read(messages)) == 2)
    await meta.says(ANNE, "efface")
    await meta.until(lambda: any("erase" in row["message"] for row in read(messages)))
    assert "deux secrets" not in str(read(messages))
    meta.down = None
    await meta.until(lambda: meta.texts(ANNE)[-1:] == ["C'est effacé."], seconds=45)
    await until_forgotten(read, ANNE)
    assert "vous avez dit deux secrets" not in meta.texts(ANNE)


async def test_people_and_leases_go_with_time(served, meta, read):
    await meta.says(ANNE, "bonjour")
    await meta.says(BEN, "bonjour")
    await meta.until(lambda: len(meta.sent) == 2)
    database, old = served.channel.running.database, time.time() - 91 * 86400
    with database.write() as connection:
        connection.execute(people.update().where(people.c.person == ANNE).values(heard=old))
        connection.execute(held.insert().values(name=f"turn:{ANNE}", owner="killed", until=old))
        connection.execute(held.insert().values(name=f"turn:{BEN}", owner="alive", until=time.time() + 5))
    state.forget_old(database, 90)
    leases.forget_old(database)
    assert [row["person"] for row in read(people)] == [BEN]
    assert f"turn:{ANNE}" not in str(read(held)) and f"turn:{BEN}" in str(read(held))
