"""The desk goes down, Rasa restarts, RabbitMQ stops: nothing is lost, nothing is doubled, the citizen knows."""

from __future__ import annotations

import threading
import time

import pytest

from tests.desk.processes.test_journey import in_queue, taken
from tests.support.desk import wait_for


@pytest.fixture
def agent(site):
    """An agent of this test."""
    agent = site.agent(f"keeper{int(time.time() * 1000)}")
    yield agent
    agent.leave()


def test_the_desk_is_down_during_a_handoff(site, agent):
    citizen, pk = in_queue(site, agent)
    site.end("web", kill=True)
    words = [f"pendant la panne {number}" for number in range(10)]
    for number, text in enumerate(words):
        assert citizen.write(text, server=number % len(site.rasa_urls)) == []
    other = site.citizen()
    assert "Laissez un message ici" in other.write("je veux parler à une personne")[0]
    assert citizen.owner() == "queue"
    site.start("web")
    agent.open_live()
    agent.presence("available")
    wait_for(lambda: agent.reads(pk)[-1:] == words[-1:], 40)
    assert agent.reads(pk)[2:] == words
    assert agent.act(pk, "claim").status_code == 200
    wait_for(lambda: citizen.owner() == "agent")


@pytest.mark.parametrize("kill", [False, True])
def test_rasa_restarts_while_an_agent_types(site, agent, kill):
    citizen, pk = taken(site, agent)
    names = [name for name in site.running if name.startswith("rasa")]
    site.end(*names, kill=kill)
    for number in range(3):
        assert agent.act(pk, "reply", text=f"réponse {number}").status_code == 200
    assert "En chemin" in agent.get(f"c/{pk}").text
    site.start(*names)
    wait_for(lambda: "réponse 2" in citizen.heard(), 60)
    assert [text for text in citizen.heard() if text.startswith("réponse")] == ["réponse 0", "réponse 1", "réponse 2"]
    assert citizen.owner() == "agent"
    assert citizen.write("merci") == []
    wait_for(lambda: "merci" in agent.reads(pk))
    wait_for(lambda: "En chemin" not in agent.get(f"c/{pk}").text)


def test_rasa_is_killed_while_words_pass_through_it(site, agent):
    """Whatever the moment of the crash, each answer is in the tracker once."""
    citizen, pk = taken(site, agent)
    sent = [f"essai {number}" for number in range(12)]

    def talk() -> None:
        for text in sent:
            agent.act(pk, "reply", text=text)

    talking = threading.Thread(target=talk)
    talking.start()
    time.sleep(0.4)
    names = [name for name in site.running if name.startswith("rasa")]
    site.end(*names, kill=True)
    site.start(*names)
    talking.join()
    wait_for(lambda: sent[-1] in citizen.heard(), 60)
    assert [text for text in citizen.heard() if text.startswith("essai")] == sent


def test_the_desk_is_killed_while_an_agent_answers(site, agent):
    citizen, pk = taken(site, agent)
    for number in range(5):
        agent.act(pk, "reply", text=f"suite {number}")
    site.end("web", kill=True)
    site.start("web")
    wait_for(lambda: "suite 4" in citizen.heard(), 130)
    assert [text for text in citizen.heard() if text.startswith("suite")] == [f"suite {n}" for n in range(5)]
    assert agent.reads(pk)[0]


def test_rabbitmq_stops_and_starts(distributed, rabbitmq):
    agent = distributed.agent(f"rabbit{int(time.time() * 1000)}")
    citizen, pk = taken(distributed, agent)
    rabbitmq.stop()
    words = [f"sans rabbit {number}" for number in range(10)]
    for number, text in enumerate(words):
        assert citizen.write(text, server=number % 2) == []
    assert agent.act(pk, "reply", text="Je vous réponds quand même.").status_code == 200
    wait_for(lambda: "Je vous réponds quand même." in citizen.heard())
    rabbitmq.start()
    wait_for(lambda: agent.reads(pk)[-1:] == words[-1:], 60)
    assert agent.reads(pk)[2:] == words
    agent.close_live()


def test_the_consumer_is_killed_in_the_middle(distributed):
    agent = distributed.agent(f"consumer{int(time.time() * 1000)}")
    citizen, pk = taken(distributed, agent)
    words = [f"vers la file {number}" for number in range(20)]
    for number, text in enumerate(words):
        if number == 7:
            distributed.end("consumer", kill=True)
        if number == 14:
            distributed.consume_events()
        citizen.write(text, server=number % 2)
    wait_for(lambda: agent.reads(pk)[-1:] == words[-1:], 60)
    assert agent.reads(pk)[2:] == words
    agent.close_live()
