"""A desk of the tests' own: settings, agents, and events as Rasa's broker writes them."""

import itertools
import time

import pytest
from desk import config, ingest, texts
from desk.models import Agent, Conversation, Handoff
from django.contrib.auth.models import Group, User
from django.utils import timezone

from cities import current as current_module
from tests.support.desk import open_profile

ENVIRONMENT = {
    "INTERNAL_TOKEN": "token-for-tests",
    "RASA_URL": "http://127.0.0.1:9",
    "RASA_API_TOKEN": "rasa-token-for-tests",
    "CITY_API_URL": "http://127.0.0.1:9",
}
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _environment(monkeypatch, settings, tmp_path):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    profile = open_profile(tmp_path, "  conversations_per_agent: 2")
    monkeypatch.setenv("CITY_PROFILE", str(profile))
    settings.CITY_PROFILE = profile
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    caches = (current_module.current, current_module.current_placeholders, config.settings, texts.topics)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.fixture
def make_agent(db):
    """Creates agents: make_agent("camille", "supervisor", presence="phone", here=False)."""

    def make(name: str, *roles: str, presence: str = "available", here: bool = True) -> Agent:
        user = User.objects.create_user(name, password="a long enough one", first_name=name.capitalize())
        user.groups.add(*Group.objects.filter(name__in=roles or ("agent",)))
        return Agent.objects.create(user=user, presence=presence, seen_at=timezone.now() if here else None)

    return make


@pytest.fixture
def camille(make_agent) -> Agent:
    """An agent, available."""
    return make_agent("camille")


@pytest.fixture
def dominique(make_agent) -> Agent:
    """Another."""
    return make_agent("dominique")


@pytest.fixture
def waiting(db):
    """Puts someone in the queue through events, as Rasa tells it; returns the handoff."""

    def make(sender: str = "", **fields) -> Handoff:
        sender = sender or f"citizen-{next(_numbers)}"
        at = time.time()
        key = f"handoff-{next(_numbers)}"
        record = {"id": key, "kind": "live", "reason": "asked", "language": "fr", "summary": [], **fields}
        ingest.take_in(
            [
                user(sender, "Je veux parler à une personne", at),
                slot(sender, "handoff", record, at + 0.01),
                slot(sender, "owner", "queue", at + 0.02),
            ]
        )
        return Handoff.objects.get(key=key)

    return make


@pytest.fixture
def signed_in(client):
    """The client, signed in as an agent."""

    def sign_in(agent: Agent):
        client.force_login(agent.user)
        return client

    return sign_in


def event(kind: str, sender: str, at: float | None = None, **fields) -> dict:
    """An event on the wire."""
    number = next(_numbers)
    return {"id": f"event-{number}", "conversation": sender, "type": kind, "at": at or time.time(), **fields}


def user(sender: str, text: str, at: float | None = None, **fields) -> dict:
    """Words of a citizen."""
    return event("user", sender, at, text=text, **{"channel": "web", **fields})


def bot(sender: str, text: str, at: float | None = None, **fields) -> dict:
    """Words of the assistant, or of the desk when `desk` marks them."""
    return event("bot", sender, at, text=text, **fields)


def slot(sender: str, name: str, value, at: float | None = None, **fields) -> dict:
    """A slot change."""
    return event("slot", sender, at, name=name, value=value, **fields)


def conversation_of(sender: str) -> Conversation:
    """The conversation of a sender."""
    return Conversation.objects.get(sender=sender)
