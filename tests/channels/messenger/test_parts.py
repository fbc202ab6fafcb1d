"""Payloads, signatures, settings, Graph's errors, texts and commands."""
from __future__ import annotations

import asyncio
import json

import pytest

from channels.messenger import profile, settings, signature, status
from channels.messenger.graph import Graph, GraphError, kind_of
from channels.messenger.payloads import Payloads
from channels.messenger.settings import HalfConfigured, Settings
from channels.messenger.texts import content, reaction
from tests.channels.messenger.graph_stand_in import ENVIRONMENT, GraphStandIn


def test_a_payload_stands_for_its_text_only_when_we_signed_it():
    payloads = Payloads("secret")
    issued = payloads.issue("Oui. Non?")
    assert payloads.resolve(issued) == "Oui. Non?"
    others = Payloads("other").issue("Oui")
    for forged in (issued + "x", "Non" + issued[3:], "Oui", "", None, 3, "é.x", "\ud800.x", others):
        assert payloads.resolve(forged) is None


def test_a_payload_over_meta_s_limit_is_not_issued():
    payloads = Payloads("secret")
    assert len(payloads.issue("é" * 470).encode()) <= 1000
    assert payloads.issue("é" * 500) is None


def test_a_signature_with_strange_characters_is_false_not_an_error():
    assert not signature.valid("secret", b"x", "sha256=é\udcff")
    assert not signature.valid("secret", b"x", None)


def test_an_empty_secret_is_never_right():
    assert not signature.same("", "")
    assert not signature.same("", None)
    assert signature.same("a", "a")


def test_the_channel_is_off_without_secrets_and_refuses_half_of_them():
    assert settings.load({}) is None
    for left_out in ENVIRONMENT:
        with pytest.raises(HalfConfigured, match=left_out):
            settings.load({name: value for name, value in ENVIRONMENT.items() if name != left_out})
    assert settings.load(ENVIRONMENT).graph_url == "https://graph.facebook.com"


def test_secrets_are_not_in_the_settings_own_words():
    assert not any(value in repr(settings.load(ENVIRONMENT)) for value in ENVIRONMENT.values())


@pytest.mark.parametrize(("status_", "code", "subcode", "kind"), [
    (400, 613, None, "busy"), (400, 4, 2018022, "busy"), (429, 0, None, "busy"), (500, 1200, None, "down"),
    (503, 99, None, "down"), (400, 190, 463, "operator"), (403, 200, 2018028, "operator"), (400, 10, None, "operator"),
    (400, 10, 2018278, "refused"), (403, 10, 2018300, "refused"), (400, 551, 1545041, "refused"),
    (400, 100, 2018001, "refused"), (400, 368, None, "operator"),
])
def test_what_graph_s_errors_mean(status_, code, subcode, kind):
    assert kind_of(status_, code, subcode) == kind


async def test_no_connection_can_be_tried_again_at_once(configured):
    graph = Graph(Settings("a", "b", "c", graph_url="http://127.0.0.1:9"))
    with pytest.raises(GraphError) as error:
        await graph.act("1000001", "typing_on")
    await graph.close()
    assert error.value.kind == "down"


async def test_the_profile_is_set_once_and_passes_meta_s_rules(configured, meta: GraphStandIn):
    graph, wanted = Graph(configured), profile.wanted(Payloads(configured.app_secret).issue)
    assert await profile.put(graph, wanted)
    assert not await profile.put(graph, wanted)
    meta.profile["greeting"] = [{"locale": "default", "text": "autre"}]
    assert await profile.put(graph, wanted)
    await graph.close()
    assert (meta.profile_writes, meta.rejected) == (2, [])
    assert meta.profile == wanted
    assert {entry["locale"] for entry in meta.profile["ice_breakers"]} == {"default", "en_US", "en_GB"}


def test_a_press_on_a_menu_says_a_whole_sentence():
    payloads = Payloads("secret")
    menu = profile.wanted(payloads.issue)["persistent_menu"][0]["call_to_actions"]
    assert payloads.resolve(menu[-1]["payload"]) == "Je veux parler à une personne"


def test_what_is_off_in_the_city_is_not_offered(monkeypatch):
    class City:
        class topics:
            off = ("report_pothole", "help_topics")

        class languages:
            english = "emergency"

    monkeypatch.setattr(profile, "current", lambda: City)
    wanted = profile.wanted(lambda text: text)
    assert [len(wanted[name]) for name in ("greeting", "persistent_menu", "ice_breakers")] == [1, 1, 1]
    assert "nid-de-poule" not in json.dumps(wanted, ensure_ascii=False)
    assert len(wanted["persistent_menu"][0]["call_to_actions"]) == 2


def test_the_profile_command_says_what_it_did(monkeypatch, capsys):
    answers = iter([True, False])

    async def put(_graph, _wanted):
        return next(answers)

    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(profile, "put", put)
    assert [profile.main([]), profile.main(["--lang", "en"])] == [0, 0]
    said = capsys.readouterr().out
    assert "à jour" in said
    assert "already" in said


async def test_operators_see_what_failed_and_what_to_do(served, meta, monkeypatch, capsys):
    for name, value in {**ENVIRONMENT, "MESSENGER_DB_URL": served.channel.settings.database_url}.items():
        monkeypatch.setenv(name, value)
    meta.fail_next = [(190, 463)]
    await meta.says("1000001", "un mot privé")
    for _ in range(100):
        if await asyncio.to_thread(status.main, ["--json"]):
            break
        await asyncio.sleep(0.05)
    assert await asyncio.to_thread(status.main, []) == 1
    said = capsys.readouterr().out
    assert "190/463" in said
    assert "MESSENGER_PAGE_TOKEN" in said
    assert "privé" not in said


def test_every_text_is_in_both_languages():
    def leaves(node):
        if isinstance(node, dict) and set(node) <= {"fr", "en"}:
            yield node
        elif isinstance(node, (dict, list)):
            for inner in node.values() if isinstance(node, dict) else node:
                yield from leaves(inner)

    found = list(leaves(content()))
    assert len(found) > 30
    assert all(text.get("fr") and text.get("en") for text in found)


def test_a_reaction_says_that_a_program_answers_and_how_to_reach_the_city():
    assert "450 555-0100" in reaction("audio", "fr")
    assert "automatic program" in reaction("image", "en")
    assert "2000" in reaction("too_long", "fr")
    assert reaction("of a kind not known", "fr") == reaction("unsupported", "fr")
