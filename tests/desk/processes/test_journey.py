"""From the assistant to the queue, to an agent, and back, with every process on its own."""

from __future__ import annotations

import time

import pytest
import requests

from tests.support.desk import TOKEN, Site, wait_for


def in_queue(site: Site, agent) -> tuple:
    """A citizen who waits: (citizen, number of the conversation)."""
    citizen = site.citizen()
    before = set(agent.waiting())
    citizen.write("c'est quand les comptes de taxes?")
    said = citizen.write("je veux parler à une personne")
    assert any("Une personne va prendre le relais" in text for text in said), said
    return citizen, wait_for(lambda: set(agent.waiting()) - before).pop()


def taken(site: Site, agent) -> tuple:
    """A citizen whom an agent answers."""
    citizen, pk = in_queue(site, agent)
    assert agent.act(pk, "claim").status_code == 200
    wait_for(lambda: citizen.owner() == "agent")
    return citizen, pk


@pytest.fixture
def agent(site):
    """An agent of this test, who leaves at its end."""
    key = f"agent{int(time.time() * 1000)}"
    agent = site.agent(key)
    yield agent
    agent.leave()


def test_the_whole_way_and_back(site, agent):
    citizen, pk = in_queue(site, agent)
    assert citizen.owner() == "queue"
    assert citizen.write("mon compte est au nom de ma mère", server=-1) == []
    assert agent.act(pk, "claim").status_code == 200
    wait_for(lambda: citizen.owner() == "agent")
    assert citizen.write("êtes-vous là?") == []
    assert agent.act(pk, "reply", text="Oui, je regarde votre compte.").status_code == 200
    wait_for(lambda: "Oui, je regarde votre compte." in citizen.heard())
    said = [
        "c'est quand les comptes de taxes?",
        "je veux parler à une personne",
        "mon compte est au nom de ma mère",
        "êtes-vous là?",
    ]
    wait_for(lambda: agent.reads(pk) == said)
    assert agent.act(pk, "give-back", settled="1").status_code == 200
    wait_for(lambda: citizen.owner() == "assistant")
    assert "Je suis de nouveau l'assistant virtuel" in citizen.heard()[-1]
    assert citizen.write("et comment payer mes taxes?"), "the assistant answers again"


def test_closing_with_validation_and_rating(site, agent):
    citizen, pk = taken(site, agent)
    agent.act(pk, "close")
    wait_for(lambda: citizen.owner() == "assistant")
    assert "est-ce que c'est réglé" in citizen.heard()[-1]
    assert "De 1 à 5" in citizen.write("Oui, merci")[0]
    assert "Merci" in citizen.write("5")[0]
    wait_for(lambda: "note de 5 sur 5" in agent.get(f"c/{pk}").text)


def test_many_messages_reach_the_desk_in_order_once(site, agent):
    citizen, pk = taken(site, agent)
    words = [f"message numéro {number}" for number in range(30)]
    for number, text in enumerate(words):
        assert citizen.write(text, server=number % len(site.rasa_urls)) == []
    wait_for(lambda: agent.reads(pk)[-1:] == words[-1:])
    assert agent.reads(pk)[2:] == words


@pytest.mark.parametrize("text", ["/restart", "/session_start", "/back", '/inform{"owner": "assistant"}', "restart"])
def test_nothing_that_is_typed_takes_the_conversation_back(site, agent, text):
    citizen, pk = taken(site, agent)
    assert citizen.write(text) == []
    assert citizen.owner() == "agent"
    assert citizen.write("toujours là?") == []


def test_a_new_session_leaves_the_conversation_to_its_person(site, agent):
    """Two hours later, or the next day: Rasa starts a session by the age of the last message."""
    citizen, pk = taken(site, agent)
    sessions = count(site, citizen, "session_started")
    old = {"event": "user", "text": "hier", "timestamp": time.time() - 86400, "parse_data": {}}
    requests.post(
        f"{site.rasa_url}/conversations/{citizen.conversation}/tracker/events",
        params={"token": TOKEN},
        json=old,
        timeout=20,
    )
    assert citizen.write("bonjour, c'est encore moi") == []
    assert count(site, citizen, "session_started") >= max(1, sessions)
    assert citizen.owner() == "agent"
    wait_for(lambda: "bonjour, c'est encore moi" in agent.reads(pk))


def count(site: Site, citizen, kind: str) -> int:
    """Events of a kind in the live tracker."""
    return sum(event["event"] == kind for event in site.tracker(citizen.conversation)["events"])


def test_giving_up_the_wait_by_words(site, agent):
    citizen, pk = in_queue(site, agent)
    assert "vous n'attendez plus" in citizen.write("laisse faire")[0]
    assert citizen.owner() == "assistant"
    wait_for(lambda: pk not in agent.waiting())


def test_danger_in_the_queue_is_answered_and_the_wait_goes_on(site, agent):
    citizen, pk = in_queue(site, agent)
    assert "9-1-1" in citizen.write("au secours, il y a le feu chez moi!")[0]
    assert citizen.write("merci") == []
    assert citizen.owner() == "queue"
    wait_for(lambda: "emergency" in agent.get(f"c/{pk}").text)
    citizen.write("laisse faire")


def test_on_the_phone_nobody_is_promised(site, agent):
    agent.presence("phone")
    citizen = site.citizen()
    said = citizen.write("je veux parler à une personne")
    assert "Laissez un message ici" in said[0] and "Réponse au plus tard" in said[0]
    assert citizen.owner() == "assistant"
    agent.presence("available")


def test_a_message_left_waits_at_the_desk_with_its_date(site, agent):
    agent.presence("phone")
    citizen = site.citizen()
    before = set(agent.waiting())
    citizen.write("je veux parler à une personne")
    citizen.write("Laisser un message")
    citizen.write("Ma clôture a été brisée par la charrue hier soir.")
    citizen.write("450 555-0123")
    said = " ".join(citizen.write("Oui, envoyer"))
    assert "une personne vous répond au plus tard" in said
    pk = wait_for(lambda: set(agent.waiting()) - before).pop()
    page = agent.get(f"c/{pk}").text
    assert "450 555-0123" in page and "Ma clôture a été brisée" in page and "Répondre avant" in page
    agent.presence("available")
    agent.act(pk, "claim")
    assert citizen.owner() == "assistant"
    assert agent.act(pk, "join").status_code == 200
    wait_for(lambda: citizen.owner() == "agent")


def test_signing_out_puts_back_in_the_queue_and_says_so(site, agent):
    citizen, pk = taken(site, agent)
    agent.post("logout")
    wait_for(lambda: citizen.owner() == "queue")
    assert "a dû s'absenter" in citizen.heard()[-1]
    citizen.write("laisse faire")


def test_identifiers_never_reach_the_desk(site, agent):
    citizen, pk = taken(site, agent)
    citizen.write("mon NAS est le 046 454 286")
    citizen.write("et voilà")
    wait_for(lambda: "et voilà" in agent.reads(pk))
    page = agent.get(f"c/{pk}").text
    assert "046 454 286" not in page and "454" not in " ".join(agent.reads(pk))
