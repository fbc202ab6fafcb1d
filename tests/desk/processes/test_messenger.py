"""A citizen on Messenger: assistant, queue, agent, assistant, through a strict stand-in for Meta."""

from __future__ import annotations

import itertools
import re
import time

import pytest

from tests.channels.messenger.graph_stand_in import typed
from tests.desk.processes.meta import Person
from tests.support.desk import wait_for

_people = itertools.count(700001)


@pytest.fixture
def agent(site):
    """An agent of this test."""
    agent = site.agent(f"messenger{int(time.time() * 1000)}")
    yield agent
    agent.leave()


@pytest.fixture
def person(site, meta):
    """Someone new."""
    meta.stand_in.webhook = f"{site.rasa_url}/webhooks/messenger/webhook"
    return Person(meta, str(next(_people)))


def in_queue(person: Person, agent) -> int:
    """Asks for a person; returns the conversation's number."""
    before = set(agent.waiting())
    person.writes("je veux parler à une personne")
    wait_for(lambda: any("Une personne va prendre le relais" in text for text in person.hears()))
    return wait_for(lambda: set(agent.waiting()) - before).pop()


def test_the_whole_way_and_back(agent, person):
    pk = in_queue(person, agent)
    person.writes("c'est pour mon entrée de garage")
    assert agent.act(pk, "claim").status_code == 200
    wait_for(lambda: any("C'est une personne qui vous répond" in text for text in person.hears()))
    agent.act(pk, "reply", text="Bonjour, je regarde ça.")
    wait_for(lambda: person.hears()[-1] == "Bonjour, je regarde ça.")
    heard = len(person.hears())
    person.writes("merci, j'attends")
    wait_for(lambda: agent.reads(pk)[1:] == ["c'est pour mon entrée de garage", "merci, j'attends"])
    assert len(person.hears()) == heard, "the assistant is silent"
    agent.act(pk, "give-back", settled="1")
    wait_for(lambda: "de nouveau l'assistant virtuel" in person.hears()[-1])
    person.writes("c'est quand les comptes de taxes?")
    wait_for(lambda: "taxes" in person.hears()[-1] or len(person.hears()) > heard + 1)


def test_the_clock_is_shown_and_a_person_writes_past_a_day(agent, person, meta):
    pk = in_queue(person, agent)
    agent.act(pk, "claim")
    wait_for(lambda: any("C'est une personne" in text for text in person.hears()))
    page = agent.get(f"c/{pk}").text
    assert re.search(r"Messenger : encore 23\s*heures", page.replace("\xa0", " "))
    agent.act(pk, "reply", text="Je vous écris.")
    wait_for(lambda: person.hears()[-1] == "Je vous écris.")
    assert meta.stand_in.rejected == []


def test_a_picture_is_shown_to_the_agent(agent, person, meta):
    pk = in_queue(person, agent)
    agent.act(pk, "claim")
    wait_for(lambda: any("C'est une personne" in text for text in person.hears()))
    picture = [{"type": "image", "payload": {"url": "https://cdn.example/photo.jpg"}}]
    assert meta.call(meta.stand_in.deliver([typed(person.number, None, attachments=picture)])) == 200
    wait_for(lambda: 'href="https://cdn.example/photo.jpg"' in agent.get(f"c/{pk}").text)
