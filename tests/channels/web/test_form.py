"""The plain form: the same conversation, the same refusals, no cookie, nothing that runs."""
import asyncio
import re

import pytest

from tests.channels.web.conftest import Client


@pytest.fixture
async def form(server, session):
    """A browser without JavaScript: `await form(text="…")` sends and returns (status, page, headers)."""
    client, kept = Client(session, server.url), {}

    async def send(**fields):
        if "id" not in kept:
            await read("GET", "/form?lang=fr")
        return await read("POST", "/form", data={**kept, **fields})

    async def read(method, path, **options):
        status, page, headers = await client.call(method, path, **options)
        kept.update(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        return status, page, headers

    send.kept, send.read = kept, read
    return send


def said(page: str) -> list[str]:
    return re.findall(r'<li class="(?:citizen|said)".*?<p>(.*?)</p>', page, re.S)


async def test_a_conversation(form):
    _, page, _ = await form(text="un")
    assert said(page) == ["un", "1: un", "2: un"]
    _, page, _ = await form(choice="Oui")
    assert said(page)[3:] == ["Oui", "1: Oui", "2: Oui"]


async def test_sent_again_by_a_reload_it_is_said_once(form):
    await form(text="un")
    again = dict(form.kept)
    await form.read("POST", "/form", data={**again, "text": "deux"})
    _, page, _ = await form.read("POST", "/form", data={**again, "text": "deux"})
    assert said(page).count("deux") == 1


async def test_markup_is_text_and_addresses_are_links(form):
    _, page, _ = await form(text='<script>alert(1)</script> https://www.ville.example/x')
    assert "<script" not in page
    assert '<a href="https://www.ville.example/x" rel="noopener noreferrer">' in page


async def test_nothing_runs_and_nothing_is_kept_in_the_browser(form):
    _, _, headers = await form(text="un")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Écrivez votre question"), ({"text": "a" * 2001}, "trop long"),
        ({"text": "un", "token": "forged"}, "plus ouverte"), ({"text": "un", "id": "x"}, "pas pu être lu"),
    ],
)
async def test_refusals_are_said_on_the_page(form, fields, words):
    status, page, _ = await form(**fields)
    assert status == 200
    assert words in re.search(r'role="alert">(.*?)</p>', page)[1]


async def test_in_english(form):
    await form.read("GET", "/form?lang=en")
    _, page, _ = await form(text="")
    assert '<html lang="en">' in page and "Write your question" in page


async def test_what_a_person_says_later_is_seen_on_demand(form, server):
    await form(text="un")
    output = server.channel.get_output_channel()
    julie = {"text": "Ici Julie.", "author": "agent", "name": "Julie"}
    await output.send_response(server.agent.heard[0].sender_id, julie)
    _, page, _ = await form(refresh="1")
    assert said(page)[-1] == "Ici Julie." and "Julie</strong>" in page


async def test_a_slow_answer_does_not_hold_the_page(form, server, monkeypatch):
    monkeypatch.setattr("channels.web.form.PATIENCE", 0.2)
    server.agent.hold = asyncio.Event()
    _, page, _ = await form(text="un")
    assert "tarde" in page
    server.agent.hold.set()
    await asyncio.sleep(0.1)
    _, page, _ = await form(refresh="1")
    assert said(page)[-1] == "2: un"


async def test_its_style_is_served(server, session):
    status, style, headers = await Client(session, server.url).call("GET", "/form.css")
    assert status == 200 and "prefers-color-scheme" in style and headers["Content-Type"].startswith("text/css")
