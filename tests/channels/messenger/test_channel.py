"""The whole channel over HTTP, against the strict stand-in and a fake assistant."""
from __future__ import annotations

import asyncio
import logging
import time

import pytest
import sqlalchemy as sa

from channels.messenger import graph, inbox, sender, turns
from channels.messenger.database import events, messages
from channels.messenger.output import WindowClosed
from tests.channels.messenger.graph_stand_in import APP_SECRET, PAGE_TOKEN, item, position, sign, typed

ANNE, BEN, CLEO = "10000001", "10000002", "10000003"


async def test_every_event_of_a_batch_is_answered_in_order_per_person(served, meta, assistant):
    people = [ANNE, BEN, CLEO]
    batch = [typed(person, f"{number}") for number in range(5) for person in people]
    assert await meta.deliver(batch) == 200
    await meta.until(lambda: len(meta.sent) == 15)
    for person in people:
        assert meta.texts(person) == [f"vous avez dit {number}" for number in range(5)]
    assert not meta.rejected


async def test_a_repeated_event_is_answered_once_also_after_a_restart(served, meta, assistant, another):
    event = typed(ANNE, "Bonjour", mid="m_same")
    assert [await meta.deliver([event, event]), await meta.deliver([event])] == [200, 200]
    await meta.until(lambda: meta.sent)
    await served.stop()
    again = another()
    await again.start()
    meta.webhook = again.url + "/webhook"
    assert await meta.deliver([event]) == 200
    assert await meta.says(ANNE, "Encore") == 200
    await meta.until(lambda: len(meta.sent) == 2)
    await again.stop()
    assert [turn[2] for turn in assistant.turns] == ["Bonjour", "Encore"]
    await served.start()   # for the fixture's own end


async def test_a_postback_without_mid_is_taken_once(served, meta, assistant):
    event = item(ANNE, postback={"title": "Bonjour", "payload": "autre chose"})
    await meta.deliver([event])
    await meta.deliver([event])
    await meta.says(ANNE, "fin")
    await meta.until(lambda: len(meta.sent) == 2)
    assert [turn[2] for turn in assistant.turns] == ["Bonjour", "fin"]


async def test_anything_but_the_right_signature_is_refused_and_nothing_is_read(served, meta, assistant):
    body = b'{"object":"page","entry":[{"messaging":[{"sender":{"id":"10000001"},"message":{"mid":"x","text":"y"}}]}]}'
    right = sign(APP_SECRET, body)
    wrong = [None, "", "sha256=", right[:-1], right.upper(), "sha1=" + right[7:], sign("other", body), "é" + right]
    assert [await meta.post(body, signature) for signature in wrong] == [403] * len(wrong)
    assert await meta.post(body + b" ", right) == 403
    await asyncio.sleep(0.3)
    assert not assistant.turns
    assert await meta.post(body, right) == 200
    await meta.until(lambda: assistant.turns)


async def test_verification_gives_the_challenge_only_for_the_token(served, meta):
    async def ask(**query: str) -> tuple[int, str]:
        params = {name.replace("_", ".", 1): value for name, value in query.items()}
        async with meta._client.get(served.url + "/webhook", params=params) as response:
            return response.status, await response.text()

    good = {"hub_mode": "subscribe", "hub_challenge": "1158201444"}
    assert await ask(**good, hub_verify_token="verify-me") == (200, "1158201444")
    assert (await ask(**good, hub_verify_token="verify"))[0] == 403
    assert (await ask(**good))[0] == 403
    assert (await ask(hub_mode="other", hub_verify_token="verify-me"))[0] == 403


async def test_a_body_that_is_no_json_or_too_large_is_refused(served, meta):
    large = b'"' + b"x" * (4 * 1024 * 1024) + b'"'
    assert await meta.post(b"{", sign(APP_SECRET, b"{")) == 400
    assert await meta.post(large, sign(APP_SECRET, large)) == 413
    assert await meta.post(b"[]", sign(APP_SECRET, b"[]")) == 200


async def test_the_200_does_not_wait_for_the_assistant(served, meta, assistant):
    assistant.pause = 1.0
    started = time.monotonic()
    assert await meta.says(ANNE, "Bonjour") == 200
    assert time.monotonic() - started < 0.2
    assert not assistant.turns
    await meta.until(lambda: meta.sent)


async def test_graph_down_loses_nothing_and_keeps_the_order(served, meta, assistant, monkeypatch):
    monkeypatch.setattr(sender, "LONGEST_PAUSE", 1.0)
    meta.down = "refuse"
    for number in range(4):
        await meta.deliver([typed(ANNE, str(number)), typed(BEN, str(number))])
    await meta.until(lambda: len(assistant.turns) == 8)
    await asyncio.sleep(2)
    assert not meta.sent
    meta.down = None
    await meta.until(lambda: len(meta.sent) == 8, seconds=15)
    await asyncio.sleep(0.5)
    for person in (ANNE, BEN):
        assert meta.texts(person) == [f"vous avez dit {number}" for number in range(4)]


async def test_a_message_whose_answer_was_lost_is_not_sent_twice_because_of_its_echo(served, meta, monkeypatch):
    monkeypatch.setattr(graph, "TIMEOUT", graph.aiohttp.ClientTimeout(total=0.5))
    monkeypatch.setattr(sender, "ECHO_WAIT", 2.0)
    meta.down = "silent"
    await meta.says(ANNE, "un")
    await meta.until(lambda: meta.sent)
    await asyncio.sleep(1)
    meta.down = None
    await meta.says(ANNE, "deux")
    await meta.until(lambda: len(meta.sent) == 2)
    await asyncio.sleep(2.5)
    assert meta.texts(ANNE) == ["vous avez dit un", "vous avez dit deux"]


async def test_rate_limits_are_waited_for_and_lasting_refusals_are_shown_to_operators(served, meta, monkeypatch):
    monkeypatch.setattr(sender, "LONGEST_PAUSE", 0.2)
    meta.fail_next = [(613, None), (4, None), (551, None)]
    await meta.deliver([typed(ANNE, "un"), typed(ANNE, "deux")])
    await meta.until(lambda: meta.sent, seconds=20)
    assert meta.texts(ANNE) == ["vous avez dit deux"]     # the first was refused for good
    found = await _status_when(served, meta, lambda found: not found["outbox"]["waiting"])
    assert found["outbox"] == {"waiting": 0, "sent": 1, "refused": 1}
    assert [(error["code"], error["kind"]) for error in found["errors"]] == [("551", "refused")]


async def test_a_dead_token_loses_nothing(served, meta, monkeypatch):
    monkeypatch.setattr(sender, "OPERATOR_PAUSE", 0.3)
    meta.token = "renewed"
    await meta.says(ANNE, "un")
    found = await _status_when(served, meta, lambda found: found["errors"])
    assert [(error["code"], error["kind"]) for error in found["errors"]] == [("190", "operator")]
    meta.token = PAGE_TOKEN
    await meta.until(lambda: meta.texts(ANNE) == ["vous avez dit un"], seconds=15)


async def test_a_turn_that_fails_is_tried_again_then_apologised_for(served, meta, assistant, monkeypatch, caplog):
    monkeypatch.setattr(turns, "LONGEST_PAUSE", 0.1)
    assistant.failures = 2
    await meta.says(ANNE, "un")
    await meta.until(lambda: meta.texts(ANNE) == ["vous avez dit un"])
    assistant.failures = turns.MOST_ATTEMPTS
    await meta.deliver([typed(ANNE, "deux"), typed(ANNE, "trois")])
    await meta.until(lambda: len(meta.sent) == 3, seconds=15)
    assert "problème technique" in meta.texts(ANNE)[1]
    assert meta.texts(ANNE)[2] == "vous avez dit trois"
    assert "must not be logged" not in caplog.text


async def test_a_crash_between_the_turn_and_its_mark_does_not_run_the_turn_again(served, meta, assistant, monkeypatch):
    finish, failures = inbox.finish, [sa.exc.OperationalError("x", {}, Exception())]

    def fails_once(*args):
        if failures:
            raise failures.pop()
        return finish(*args)

    monkeypatch.setattr(inbox, "finish", fails_once)
    await meta.says(ANNE, "un")
    await meta.until(lambda: meta.sent)
    await asyncio.sleep(0.3)
    assert len(assistant.turns) == 1
    assert meta.texts(ANNE) == ["vous avez dit un"]


async def test_messages_wait_while_there_is_no_model(served, meta, assistant):
    assistant.has_model = False
    assert await meta.says(ANNE, "un") == 200
    await asyncio.sleep(0.8)
    assert not meta.sent
    assistant.has_model = True
    await meta.until(lambda: meta.texts(ANNE) == ["vous avez dit un"])


async def test_events_that_cannot_be_written_are_not_answered_200(served, meta, monkeypatch):
    def fails(*_args):
        raise sa.exc.OperationalError("x", {}, Exception())

    monkeypatch.setattr(inbox, "put", fails)
    assert await meta.deliver([typed(ANNE, "un")], repeat=False) == 503


async def test_nothing_automatic_leaves_after_24_hours(served, meta):
    await meta.deliver([typed(ANNE, "hier", at=time.time() - 25 * 3600)])
    found = await _status_when(served, meta, lambda found: found["outbox"].get("expired"))
    assert found["outbox"] == {"waiting": 0, "expired": 1}
    assert not meta.sent
    assert not meta.rejected   # not even tried


async def test_disclosure_at_the_start_after_a_silence_and_when_back_from_a_person(served, meta, assistant):
    day = 86400
    for text, at in (("a", time.time() - 3 * day), ("b", time.time() - 3 * day + 60), ("c", time.time())):
        await meta.deliver([typed(ANNE, text, at=at)])
        await meta.until(lambda text=text: [t for t in assistant.turns if t[2] == text])
    await _agent_says(served, "Je m'en occupe")
    assistant.owner = "agent"
    await meta.says(ANNE, "d")
    await meta.until(lambda: len(assistant.turns) == 4)
    assistant.owner = "assistant"
    for text in ("e", "f"):
        await meta.says(ANNE, text)
        await meta.until(lambda text=text: [t for t in assistant.turns if t[2] == text])
    disclosed = {text: metadata.get("disclose", False) for _, _, text, metadata in assistant.turns}
    assert disclosed == {"a": True, "b": False, "c": True, "d": False, "e": True, "f": False}


async def test_a_person_of_the_city_may_write_for_seven_days_with_the_tag(served, meta):
    for hours, tag in ((1, None), (25, "HUMAN_AGENT"), (6 * 24, "HUMAN_AGENT")):
        person = f"2000{hours:04}"
        await meta.deliver([typed(person, "question", at=time.time() - hours * 3600)])
        await _agent_says(served, "Voici", person)
        sent = await meta.until(lambda person=person: [m for m in meta.to(person) if m["text"] == "Voici"])
        assert sent[0]["tag"] == tag
    assert not meta.rejected


async def test_a_person_is_told_when_the_seven_days_are_over(served, meta):
    await meta.deliver([typed(ANNE, "question", at=time.time() - 8 * 86400)])
    with pytest.raises(WindowClosed):
        await _agent_says(served, "Trop tard")
    with pytest.raises(WindowClosed):
        await served.channel.get_output_channel().send_response("facebook-99999999", {"text": "x", "agent": "A"})


async def test_a_persons_words_asked_twice_with_the_same_key_are_sent_once(served, meta):
    await meta.says(ANNE, "question")
    await meta.until(lambda: meta.sent)
    for _ in range(2):
        await _agent_says(served, "Voici", key="desk-7")
    await _agent_says(served, "Autre", key="desk-8")
    await meta.until(lambda: len(meta.sent) == 3)
    await asyncio.sleep(0.2)
    assert meta.texts(ANNE)[1:] == ["Voici", "Autre"]


async def test_attachments_get_a_sensible_reaction_in_the_conversation(served, meta, assistant):
    kinds = {"image": "photo", "audio": "écouter", "video": "vidéo", "file": "fichiers", "fallback": "partagez"}
    for kind, word in kinds.items():
        found = [{"type": kind, "payload": {"url": "https://cdn.example/x"}}]
        await meta.deliver([typed(ANNE, None, attachments=found)])
        await meta.until(lambda word=word: word in " ".join(meta.texts(ANNE)))
    sticker = [{"type": "sticker", "payload": {"url": "https://x", "sticker_id": 369239263222822}}]
    await meta.deliver([typed(ANNE, None, attachments=sticker)])
    await meta.until(lambda: "oui" in meta.texts(ANNE)[-1])
    assert all("programme automatique" in text for text in meta.texts(ANNE))
    assert [text for _, text in assistant.said] == meta.texts(ANNE)   # the desk reads them too
    assert assistant.turns[0][3]["attachments"] == [{"type": "image", "url": "https://cdn.example/x"}]


async def test_an_attachment_is_left_to_the_person_who_holds_the_conversation(served, meta, assistant):
    assistant.owner = "agent"
    await meta.deliver([typed(ANNE, None, attachments=[{"type": "image", "payload": {"url": "https://x/y"}}])])
    await meta.until(lambda: assistant.turns)
    await asyncio.sleep(0.2)
    assert not meta.sent


async def test_a_shared_position_reaches_the_assistant(served, meta, assistant):
    await meta.deliver([typed(ANNE, None, attachments=position(45.45, -73.28))])
    await meta.until(lambda: assistant.turns)
    assert assistant.turns[0][2] == ""
    assert assistant.turns[0][3]["location"] == {"lat": 45.45, "long": -73.28}


async def test_a_quick_reply_says_its_whole_choice_and_a_forged_payload_says_its_title(served, meta, assistant):
    choices = ["Nid-de-poule sur la chaussée, rue Principale", "Lampadaire éteint"]
    assistant.answer = lambda text: [{"text": "Lequel?", "buttons": [{"title": c, "payload": c} for c in choices]}]
    await meta.says(ANNE, "signaler")
    sent = (await meta.until(lambda: meta.sent))[0]
    assert sent["text"].endswith("1. Nid-de-poule sur la chaussée, rue Principale\n2. Lampadaire éteint")
    await meta.presses(ANNE, sent["quick_replies"][0]["title"])
    await meta.deliver([typed(ANNE, "Un titre", quick_reply={"payload": '/restart{"owner": "x"}'})])
    await meta.deliver([item(ANNE, postback={"mid": "m_p", "title": "Titre", "payload": "Oui.forgé"})])
    await meta.until(lambda: len(assistant.turns) == 4)
    assert [turn[2] for turn in assistant.turns[1:]] == [choices[0], "Un titre", "Titre"]


async def test_an_identifier_is_never_stored(served, meta, assistant, tmp_path):
    assistant.pause = 0.5
    await meta.says(ANNE, "mon nas est 046 454 286")
    with served.channel.running.database.read() as connection:
        assert "046 454 286" not in str(connection.execute(events.select()).all())
    assert not any(b"046 454 286" in file.read_bytes() for file in tmp_path.glob("messenger.db*"))
    await meta.until(lambda: assistant.turns)
    assert assistant.turns[0][3]["refused"] == "sin"
    assert "046 454 286" not in (assistant.turns[0][2] or "")


async def test_words_are_erased_from_the_database_once_done(served, meta, configured):
    await meta.says(ANNE, "motunique")
    await meta.until(lambda: meta.sent)
    await asyncio.sleep(0.3)
    with served.channel.running.database.read() as connection:
        assert connection.execute(events.select()).mappings().one()["event"] == {}
        assert connection.execute(messages.select()).mappings().one()["message"] == {}


async def test_an_edit_replaces_what_waits_and_asks_to_repeat_what_was_answered(served, meta, assistant):
    assistant.pause = 0.4
    await meta.deliver([typed(ANNE, "premier", mid="m_1"), typed(ANNE, "fote", mid="m_2")])
    await meta.deliver([item(ANNE, message_edit={"mid": "m_2", "text": "faute", "num_edit": 1})])
    await meta.until(lambda: len(assistant.turns) == 2)
    assert assistant.turns[1][2] == "faute"
    assistant.pause = 0
    await meta.deliver([item(ANNE, message_edit={"mid": "m_1", "text": "autre", "num_edit": 1})])
    await meta.until(lambda: "modifié" in meta.texts(ANNE)[-1])


async def test_a_deleted_message_that_waits_is_never_read(served, meta, assistant):
    assistant.pause = 0.4
    await meta.deliver([typed(ANNE, "un"), typed(ANNE, "secret", mid="m_gone"), typed(ANNE, "trois")])
    await meta.deliver([item(ANNE, message={"mid": "m_gone", "is_deleted": True})])
    await meta.until(lambda: len(assistant.turns) == 2)
    await asyncio.sleep(0.5)
    assert [turn[2] for turn in assistant.turns] == ["un", "trois"]


async def test_standby_reads_deliveries_echoes_and_reactions_get_no_answer(served, meta, assistant):
    quiet = [item(ANNE, read={"watermark": 1}), item(ANNE, delivery={"watermark": 1}),
             item(ANNE, reaction={"emoji": "❤"}), item(ANNE, optin={}), item(ANNE, something_new={"a": 1}),
             item(ANNE, message={"mid": "m_e", "is_echo": True, "text": "nous"}, from_page=True)]
    assert await meta.deliver(quiet) == 200
    assert await meta.deliver([typed(ANNE, "à quelqu'un d'autre")], field="standby") == 200
    await asyncio.sleep(0.3)
    assert not assistant.turns
    assert not meta.sent


async def test_coming_back_from_another_application_discloses_again(served, meta, assistant):
    await meta.says(ANNE, "a")
    await meta.until(lambda: meta.sent)
    await meta.deliver([item(ANNE, take_thread_control={"previous_owner_app_id": "77", "new_owner_app_id": "1"})])
    await meta.deliver([item(ANNE, pass_thread_control={"new_owner_app_id": "77"})])
    await meta.says(ANNE, "b")
    await meta.until(lambda: len(meta.sent) == 2)
    assert assistant.turns[1][3]["disclose"] is True


async def test_the_assistant_is_shown_writing(served, meta):
    await meta.says(ANNE, "Bonjour")
    await meta.until(lambda: (ANNE, "typing_on") in meta.actions)


async def test_the_token_is_in_a_header_only_and_never_logged(served, meta, caplog):
    caplog.set_level(logging.DEBUG)
    meta.fail_next = [(190, None), (100, None)]
    await meta.says(ANNE, "un mot privé")
    await meta.until(lambda: meta.requests)
    await asyncio.sleep(0.3)
    assert all(PAGE_TOKEN not in path for path, _ in meta.requests)
    assert all(headers["Authorization"] == f"Bearer {PAGE_TOKEN}" for _, headers in meta.requests)
    for secret in (PAGE_TOKEN, APP_SECRET, "mot privé", "internal-token"):
        assert secret not in caplog.text


async def test_two_processes_neither_double_nor_disorder(served, meta, assistant, another):
    second = another()
    await second.start()
    addresses = [served.url + "/webhook", second.url + "/webhook"]
    people = [str(30000000 + n) for n in range(12)]
    for number in range(6):
        meta.webhook = addresses[number % 2]
        await meta.deliver([typed(person, str(number)) for person in people])
    await meta.until(lambda: len(meta.sent) == 72, seconds=30)
    await asyncio.sleep(0.5)
    await second.stop()
    assert len(assistant.turns) == len(meta.sent) == 72
    for person in people:
        assert meta.texts(person) == [f"vous avez dit {number}" for number in range(6)]


async def test_status_and_window_are_not_public(served, meta):
    async def get(path: str, **headers: str) -> int:
        async with meta._client.get(served.url + path, headers=headers) as response:
            return response.status

    await meta.says(ANNE, "Bonjour")
    proxied = {"X-Forwarded-For": "203.0.113.9"}
    right = {"Authorization": "Bearer internal-token"}
    assert await get("/status") == 200
    assert await get("/status", **proxied) == 404
    assert await get(f"/window/{ANNE}") == 404
    assert await get(f"/window/{ANNE}", Authorization="Bearer other") == 404
    assert await get(f"/window/{ANNE}", **right, **proxied) == 404
    async with meta._client.get(f"{served.url}/window/facebook-{ANNE}", headers=right) as response:
        window = await response.json()
    assert abs(window["open_until"] - time.time() - 86400) < 5
    assert abs(window["human_until"] - time.time() - 7 * 86400) < 5


async def _status(served, meta) -> dict:
    async with meta._client.get(served.url + "/status") as response:
        return await response.json()


async def _status_when(served, meta, condition) -> dict:
    for _ in range(100):
        found = await _status(served, meta)
        if condition(found):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(found)


async def _agent_says(served, text: str, person: str = ANNE, **more: str) -> None:
    channel = served.channel.get_output_channel()
    await channel.send_response(f"facebook-{person}", {"text": text, "agent": "Julie", **more})
