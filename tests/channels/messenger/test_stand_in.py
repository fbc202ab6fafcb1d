"""The stand-in itself rejects what Meta rejects."""
from __future__ import annotations

import hashlib
import hmac
import time

import aiohttp
import pytest

from tests.channels.messenger.graph_rules import Rejected, check_message, check_profile, check_send
from tests.channels.messenger.graph_stand_in import APP_SECRET, PAGE_TOKEN, GraphStandIn, typed

REPLY = {"content_type": "text", "title": "Oui", "payload": "p"}
POSTBACK = {"type": "postback", "title": "x", "payload": "p"}
GOOD = {"recipient": {"id": "10000001"}, "messaging_type": "RESPONSE", "message": {"text": "x"}}


@pytest.mark.parametrize("message", [
    {"text": "x" * 2001}, {"text": ""}, {"text": "x", "title": "y"}, {}, {"text": "x", "quick_replies": []},
    {"text": "x", "quick_replies": [REPLY] * 14}, {"text": "x", "quick_replies": [{**REPLY, "title": "x" * 21}]},
    {"text": "x", "quick_replies": [{**REPLY, "payload": "x" * 1001}]}, {"quick_replies": [REPLY]},
    {"text": "x", "quick_replies": [{**REPLY, "content_type": "location"}]}, {"text": "x", "metadata": "x" * 1001},
    {"attachment": {"type": "template", "payload": {"template_type": "button", "text": "x", "buttons": []}}},
])
def test_messages_that_meta_refuses(message):
    with pytest.raises(Rejected):
        check_message(message)


@pytest.mark.parametrize("change", [
    {"messaging_type": None}, {"messaging_type": "MESSAGE_TAG"}, {"tag": "HUMAN_AGENT"}, {"recipient": {"id": "me"}},
    {"messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"}, {"sender_action": "typing_on"}, {"unknown": 1},
])
def test_requests_that_meta_refuses(change):
    check_send(GOOD)
    with pytest.raises(Rejected):
        check_send({**GOOD, **change})


@pytest.mark.parametrize("profile", [
    {"greeting": [{"locale": "en_US", "text": "x"}]}, {"greeting": [{"locale": "default", "text": "x" * 161}]},
    {"persistent_menu": [{"locale": "default", "call_to_actions": [POSTBACK]}]},
    {"ice_breakers": [{"locale": "default", "call_to_actions": [{"question": "q", "payload": "p"}] * 5}]},
])
def test_profiles_that_meta_refuses(profile):
    with pytest.raises(Rejected):
        check_profile(profile, {})


async def test_access_and_window(meta: GraphStandIn):
    proof = hmac.new(APP_SECRET.encode(), PAGE_TOKEN.encode(), hashlib.sha256).hexdigest()
    bearer = {"Authorization": f"Bearer {PAGE_TOKEN}"}
    signed = {**GOOD, "appsecret_proof": proof}

    async def send(body, headers, query="") -> int | None:
        address = f"{meta.url}/v25.0/me/messages{query}"
        async with aiohttp.request("POST", address, json=body, headers=headers) as answer:
            return (await answer.json()).get("error", {}).get("code")

    await meta.deliver([typed("10000001", "x")], repeat=False)
    assert await send(signed, bearer) is None
    assert await send(signed, {}) == 190
    assert await send(signed, bearer, f"?access_token={PAGE_TOKEN}") == 190
    assert await send(GOOD, bearer) == 100
    meta.heard["10000001"] = time.time() - 90000
    assert await send(signed, bearer) == 10
    assert await send({**signed, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}, bearer) is None
    assert await send({**signed, "recipient": {"id": "99999999"}}, bearer) == 100
