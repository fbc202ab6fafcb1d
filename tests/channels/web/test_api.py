"""What is refused, to whom, and in which words."""

import base64
import json

import pytest

from channels import edge
from channels.web import api
from channels.web.tokens import Tokens
from tests.channels.web.conftest import ORIGIN, SECRET, Client

EVERYWHERE = [
    ("POST", "/messages"),
    ("GET", "/events"),
    ("GET", "/addresses"),
    ("GET", "/transcript"),
    ("DELETE", "/conversation"),
    ("POST", "/rating"),
]


@pytest.mark.parametrize(("method", "path"), EVERYWHERE)
async def test_nothing_without_a_token(server, session, method, path):
    status, said, _ = await Client(session, server.url).call(method, path, json={} if method == "POST" else None)
    assert (status, said["error"]) == (401, "expired")
    assert said["message"].endswith(".")


def forged(conversation: str) -> list[str]:
    """Tokens that somebody who knows a conversation's id may try."""
    payload = base64.urlsafe_b64encode(json.dumps(conversation).encode()).decode().rstrip("=")
    signed = Tokens("another secret, just as long as the real one")._signer.dumps(conversation)
    return [conversation, payload, f"{payload}..", f"{payload}.aaaaaa.bbbbbb", signed, "", "null", "a" * 5000]


@pytest.mark.parametrize(("method", "path"), EVERYWHERE)
async def test_knowing_a_conversation_opens_nothing(server, client, session, method, path):
    await client.say("un")
    await client.hear(3)
    conversation = server.agent.heard[0].sender_id
    for token in forged(conversation):
        status, _, _ = await Client(session, server.url, token).call(
            method, path, json={} if method == "POST" else None
        )
        assert status == 401


async def test_a_token_of_one_conversation_does_not_open_another(server, session):
    one, two = [await Client(session, server.url).open() for _ in range(2)]
    await one.say("à moi")
    await one.hear(3)
    await two.say("autre chose")
    heard = await two.hear(3)
    assert "à moi" not in json.dumps(heard, ensure_ascii=False)
    assert "à moi" not in (await two.call("GET", "/transcript"))[1]


def test_a_token_ends(monkeypatch):
    tokens = Tokens(SECRET)
    conversation, token = tokens.open()
    assert tokens.conversation(token) == conversation
    monkeypatch.setattr("channels.web.tokens.LIFETIME", -1)
    with pytest.raises(Exception, match=""):
        tokens.conversation(token)


async def test_a_token_in_the_address_is_not_read(client):
    token, client.token = client.token, ""
    assert (await client.call("GET", f"/events?token={token}"))[0] == 401


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"null", b"\xff\xfe", b'{"text": 3}', b"[" * 50_000, b'{"text": "a"}']
)
async def test_what_cannot_be_read_is_said(client, body):
    status, said, _ = await client.call("POST", "/messages", data=body)
    assert status == 400 and said["message"]


@pytest.mark.parametrize("id", ["", "short", "a" * 65, "a b c d e f g", "<script>", None, 12345678])
async def test_a_message_needs_an_id_of_its_own(client, id):
    status, _, _ = await client.call("POST", "/messages", json={"id": id, "text": "un"})
    assert status == 400


async def test_too_long_is_said_in_the_language_of_the_page(client):
    long = {"id": "message-1", "text": "a" * 2001}
    status, said, _ = await client.call("POST", "/messages", json=long)
    assert status == 413 and "2000 caractères" in said["message"]
    status, said, _ = await client.call("POST", "/messages", json=long, headers={"Accept-Language": "en-CA"})
    assert status == 413 and "2000 characters" in said["message"]


@pytest.mark.parametrize("path", ["/messages", "/conversations", "/rating"])
async def test_a_large_body_is_refused(client, path):
    status, said, _ = await client.call("POST", path, data=b" " * (edge.MAX_BODY + 1))
    assert (status, said["error"]) == (413, "too_large")


async def test_a_large_body_of_unknown_size_is_refused(client):
    async def endless():
        for _ in range(40):
            yield b" " * 8192

    status, said, _ = await client.call("POST", "/messages", data=endless())
    assert (status, said["error"]) == (413, "too_large")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "/"])
async def test_an_empty_message_is_told(client, text):
    status, said, _ = await client.say(text)
    assert (status, said["error"]) == (400, "empty")


async def test_too_often_says_when_to_come_back(serve, session):
    limits = {"message": (2, 60), "address": (99, 60), "start": (99, 60), "suggest": (99, 60)}
    server = await serve(rates=limits)
    client = await Client(session, server.url).open()
    assert [(await client.say("un"))[0] for _ in range(2)] == [202, 202]
    status, said, headers = await client.say("un")
    assert status == 429 and headers["Retry-After"] in said["message"]


async def test_one_address_cannot_flood(serve, session):
    limits = {"message": (99, 60), "address": (2, 60), "start": (2, 60), "suggest": (99, 60)}
    server = await serve(rates=limits)
    one, two = [await Client(session, server.url).open() for _ in range(2)]
    assert [(await page.say("un"))[0] for page in (one, two, one)] == [202, 202, 429]
    assert (await Client(session, server.url).call("POST", "/conversations", json={}))[0] == 429


async def test_the_address_is_that_which_our_own_proxy_saw(serve, session):
    limits = {"message": (99, 60), "address": (99, 60), "start": (1, 60), "suggest": (99, 60)}
    server = await serve(rates=limits, proxies=1)
    client = Client(session, server.url)
    tried = ["9.9.9.9, 1.1.1.1", "8.8.8.8, 1.1.1.1", "9.9.9.9, 2.2.2.2"]
    statuses = [
        (await client.call("POST", "/conversations", json={}, headers={"X-Forwarded-For": who}))[0] for who in tried
    ]
    assert statuses == [201, 429, 201]


async def test_only_the_citys_pages_may_use_it(server, session):
    client = Client(session, server.url)
    status, said, headers = await client.call(
        "POST", "/conversations", json={}, headers={"Origin": "https://evil.example"}
    )
    assert (status, said["error"]) == (403, "not_allowed")
    assert "Access-Control-Allow-Origin" not in headers
    for origin in (ORIGIN, server.url.removesuffix("/webhooks/web")):
        status, _, headers = await client.call("POST", "/conversations", json={}, headers={"Origin": origin})
        assert status == 201
    assert (await client.call("GET", "/city", headers={"Origin": "null"}))[0] == 403


@pytest.mark.parametrize("path", api.WIDGET_PATHS)
async def test_preflights(server, session, path):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    client = Client(session, server.url)
    _, _, headers = await client.call("OPTIONS", path, headers={"Origin": ORIGIN, **asked})
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Authorization" in headers["Access-Control-Allow-Headers"]
    _, _, headers = await client.call("OPTIONS", path, headers={"Origin": "https://evil.example", **asked})
    assert "Access-Control-Allow-Origin" not in headers


async def test_answers_are_not_kept_by_caches(client):
    _, _, headers = await client.say("un")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_client_names_neither_metadata_nor_sender(server, client):
    more = {"metadata": {"owner": "agent"}, "sender": "web-x", "refused": "sin", "disclose": True, "input_channel": "x"}
    await client.say("ici", location={"lat": 45.5, "long": -73.6, "name": "x"}, **more)
    await client.hear(3)
    heard = server.agent.heard[0]
    assert heard.metadata == {"location": {"lat": 45.5, "long": -73.6}}
    assert (heard.input_channel, heard.sender_id != "web-x") == ("web", True)


async def test_a_position_alone_is_a_message_and_is_not_told_back(server, client):
    status, _, _ = await client.say("", location={"lat": 45.5, "long": -73.6})
    assert status == 202
    mine = (await client.hear(1))[0]
    assert mine["shared"] is True and "45.5" not in json.dumps(mine)


async def test_an_identifier_is_not_kept(server, client):
    await client.say("NAS 046 454 286")
    mine = (await client.hear(1))[0]
    assert mine["text"] == "NAS •••"
    assert server.agent.heard[0].metadata == {"refused": "sin"}


async def test_transcript(client):
    await client.say("bonjour")
    await client.hear(3)
    _, text, headers = await client.call("GET", "/transcript")
    assert "attachment" in headers["Content-Disposition"]
    assert "Vous :\nbonjour" in text and "Choix offerts : Oui | Non" in text


@pytest.mark.parametrize("score", [0, 6, "5", None, True, 2.5])
async def test_a_rating_goes_from_one_to_five(client, score):
    assert (await client.call("POST", "/rating", json={"score": score}))[0] == 400


async def test_a_rating_is_kept_once_and_screened(server, client):
    assert (await client.call("POST", "/rating", json={"score": 2}))[0] == 204
    await client.call("POST", "/rating", json={"score": 5, "comment": "merci, mon NAS est 046 454 286"})
    with server.channel.desk.store._engine.connect() as db:
        rows = db.exec_driver_sql("select score, comment from web_ratings").all()
    assert rows == [(5, "merci, mon NAS est •••")]


async def test_too_many_pages(client, session):
    streams = []
    for _ in range(6):
        streams.append(await session.get(client.url + "/events", headers={"Authorization": f"Bearer {client.token}"}))
        await streams[-1].content.readuntil(b"\n\n")
    status, said, _ = await client.call("GET", "/events")
    assert (status, said["error"]) == (429, "too_many_pages")
    for stream in streams:
        stream.close()


async def test_what_the_city_says_of_itself(server, session):
    _, about, _ = await Client(session, server.url).call("GET", "/city")
    assert about["city"] == "Rivemont" and about["keep_days"] == 90 and about["longest"] == edge.MAX_LENGTH


async def test_addresses_come_from_the_city(client, monkeypatch, httpserver):
    from actions import city as client_module
    from actions import settings as action_settings

    found = [{"id": "1", "label": "145, rue des Érables"}]
    httpserver.expect_request("/city/v1/addresses", query_string={"q": "145 rue", "limit": "5"}).respond_with_json(
        found
    )
    monkeypatch.setenv("CITY_API_URL", httpserver.url_for(""))
    for cached in (action_settings.city_api_url, client_module.city):
        cached.cache_clear()
    try:
        assert (await client.call("GET", "/addresses?q=145%20rue"))[1] == ["145, rue des Érables"]
        assert (await client.call("GET", "/addresses?q=1"))[1] == []
        assert (await client.call("GET", "/addresses?q=nulle%20part"))[1] == []
    finally:
        for cached in (action_settings.city_api_url, client_module.city):
            cached.cache_clear()
