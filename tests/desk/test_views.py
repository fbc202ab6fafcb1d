"""Pages and gestures as a browser asks for them."""

import html
import re
import time

import pytest
from desk import holding, ingest, speaking
from desk.models import Command, Conversation, Handoff, Message
from django.test import Client
from django.utils import timezone

from tests.desk.conftest import bot, user
from tests.desk.hostile import STRINGS

pytestmark = pytest.mark.django_db


def words(page: str) -> list[str]:
    """What citizens said, as the page's text."""
    return [html.unescape(found) for found in re.findall(r'<p class="words" dir="auto">(.*?)</p>', page, re.S)]


def test_sixty_hostile_strings_are_text(signed_in, camille, waiting):
    assert len(STRINGS) == 60
    handoff = waiting("a")
    ingest.take_in([user("a", text) for text in STRINGS])
    page = signed_in(camille).get(f"/desk/c/{handoff.conversation_id}").content.decode()
    assert words(page)[1:] == [text.strip() and text for text in STRINGS]
    assert "<script>window" not in page and "onerror=window.hacked=1>" not in page


@pytest.mark.parametrize("field", ["summary", "contact", "topic", "number"])
def test_hostile_facts_are_text_too(signed_in, camille, waiting, field):
    bad = "<script>window.hacked=1</script>"
    value = {"summary": [{"field": bad, "value": bad}], "contact": {"phone": bad}, "topic": bad, "number": bad}[field]
    handoff = waiting("a", kind="message", **{field: value})
    client = signed_in(camille)
    for path in (f"c/{handoff.conversation_id}", "queue", "all"):
        assert bad not in client.get(f"/desk/{path}").content.decode()


def test_the_queue_shows_the_longest_wait_first_and_crises_before(signed_in, camille, waiting):
    first, second, crisis = waiting(), waiting(), waiting(reason="crisis")
    left = waiting(kind="message", due="2026-11-24T16:00:00-05:00")
    page = signed_in(camille).get("/desk/queue").content.decode()
    order = [int(number) for number in re.findall(r'href="/desk/c/(\d+)\?view=queue"', page)]
    assert order == [h.conversation_id for h in (crisis, first, second, left)]


def test_mine_holds_mine_and_all_says_who_holds(signed_in, camille, dominique, waiting):
    mine, theirs = waiting(), waiting()
    holding.claim(mine, camille)
    holding.claim(theirs, dominique)
    client = signed_in(camille)
    assert f"/desk/c/{mine.conversation_id}?" in (page := client.get("/desk/mine").content.decode())
    assert f"/desk/c/{theirs.conversation_id}?" not in page
    assert "avec Dominique" in client.get("/desk/all").content.decode()


def test_a_line_of_a_list_says_what_is_so_now(signed_in, camille, dominique, waiting):
    handoff = waiting("a")
    client, other = signed_in(camille), Client()
    other.force_login(dominique.user)

    def line(view: str, who=client) -> str:
        return who.get(f"/desk/list/{view}").content.decode()

    assert "1. attend depuis" in line("queue") and "attend depuis" in line("all", other)
    holding.claim(handoff, camille)
    assert "avec moi" in line("all") and "avec Camille" in line("all", other) and "/desk/c/" not in line("queue")
    assert "à répondre" in line("mine")
    speaking.answer(handoff, camille, "Bonjour")
    assert "à répondre" not in line("mine")
    ingest.take_in([user("a", "Merci", time.time() + 1)])
    assert "à répondre" in line("mine")
    assert 'aria-current="true"' in line(f"mine?current={handoff.conversation_id}")
    assert 'aria-current="true"' not in line("mine")
    holding.transfer(handoff, camille, dominique, camille.user)
    assert "/desk/c/" not in line("mine") and "avec moi" in line("mine", other)
    client.post("/desk/language", {"language": "en"})
    assert "with Dominique" in line("all")


def test_a_claim_that_comes_second_is_told_so(signed_in, camille, dominique, waiting):
    handoff = waiting()
    holding.claim(handoff, dominique)
    answer = signed_in(camille).post(f"/desk/c/{handoff.conversation_id}/claim", {"handoff": handoff.key})
    assert answer.status_code == 409
    assert "Quelqu&#x27;un a été plus rapide" in answer.content.decode()


def test_a_reply_without_the_conversation_is_not_sent(signed_in, camille, waiting):
    handoff = waiting()
    answer = signed_in(camille).post(f"/desk/c/{handoff.conversation_id}/reply", {"text": "Bonjour"})
    assert (answer.status_code, Command.objects.count()) == (409, 0)


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 1901])
def test_empty_or_endless_replies_are_refused(signed_in, camille, waiting, text):
    handoff = waiting()
    holding.claim(handoff, camille)
    answer = signed_in(camille).post(f"/desk/c/{handoff.conversation_id}/reply", {"text": text})
    assert answer.status_code == 409
    assert not Message.objects.filter(author="agent").exists()


def test_a_supervisor_may_move_what_others_hold_an_agent_may_not(signed_in, camille, dominique, make_agent, waiting):
    handoff = waiting()
    holding.claim(handoff, camille)
    path = f"/desk/c/{handoff.conversation_id}/release"
    assert signed_in(dominique).post(path, {"handoff": handoff.key}).status_code == 409
    assert signed_in(make_agent("claude", "supervisor")).post(path, {"handoff": handoff.key}).status_code == 302


def test_a_transfer_goes_to_a_colleague_who_is_there(signed_in, camille, make_agent, waiting):
    handoff = waiting()
    holding.claim(handoff, camille)
    gone, there = make_agent("gone", here=False), make_agent("there", presence="phone")
    client, path = signed_in(camille), f"/desk/c/{handoff.conversation_id}/transfer"
    for bad in (gone.pk, "", "abc", 10**6):
        assert client.post(path, {"handoff": handoff.key, "to": bad}).status_code == 409
    assert client.post(path, {"handoff": handoff.key, "to": there.pk}).status_code == 302
    assert Handoff.objects.get(pk=handoff.pk).holder == there


def test_notes_are_for_colleagues_only(signed_in, camille, waiting):
    handoff = waiting()
    client = signed_in(camille)
    client.post(f"/desk/c/{handoff.conversation_id}/note", {"text": "A déjà appelé hier"})
    assert "A déjà appelé hier" in client.get(f"/desk/c/{handoff.conversation_id}").content.decode()
    assert Command.objects.count() == 0


def test_updates_carry_what_is_new_and_what_changed(signed_in, camille, waiting):
    handoff = waiting("a")
    client = signed_in(camille)
    last = Message.objects.order_by("-pk").first().pk
    ingest.take_in([user("a", "encore moi"), bot("a", "automatique")])
    answer = client.get(f"/desk/c/{handoff.conversation_id}/updates?after={last}")
    assert words(answer.content.decode()) == ["encore moi"]
    before = answer["X-Desk-Version"]
    holding.claim(handoff, camille)
    assert client.get(f"/desk/c/{handoff.conversation_id}/updates")["X-Desk-Version"] != before


def test_updates_say_again_only_the_lines_whose_delivery_is_awaited(signed_in, camille, waiting):
    handoff = waiting("a")
    holding.claim(handoff, camille)
    said = [speaking.answer(handoff, camille, text) for text in ("un", "deux")]
    client, path = signed_in(camille), f"/desk/c/{handoff.conversation_id}/updates?after={said[1].pk}"
    assert "<li" not in client.get(path).content.decode()
    waits = client.get(f"{path}&pending={said[0].pk}").content.decode()
    assert waits.count("<li") == 1 and "En chemin…" in waits
    Command.objects.update(state="sent")
    assert "En chemin…" not in client.get(f"{path}&pending={said[0].pk}").content.decode()


def test_updates_tell_no_line_of_another_conversation(signed_in, camille, waiting):
    here, elsewhere = waiting("a"), waiting("b")
    other = Message.objects.filter(conversation=elsewhere.conversation).first()
    last = Message.objects.order_by("-pk").first().pk
    page = signed_in(camille).get(f"/desk/c/{here.conversation_id}/updates?after={last}&pending={other.pk},x,²")
    assert page.status_code == 200 and "<li" not in page.content.decode()


def test_the_parts_that_are_fetched_at_each_change_ask_the_database_little(
    signed_in, camille, waiting, django_assert_max_num_queries
):
    for name in "abc":
        handoff = waiting(name)
        holding.claim(handoff, camille)
    client = signed_in(camille)
    client.get("/desk/mine")
    with django_assert_max_num_queries(8):
        client.get(f"/desk/c/{handoff.conversation_id}/updates?after=0")
    with django_assert_max_num_queries(6):
        client.get("/desk/list/mine")


@pytest.mark.parametrize("after", ["", "abc", "-1", "²", "9" * 30])
def test_updates_after_nonsense_start_at_the_beginning(signed_in, camille, waiting, after):
    handoff = waiting("a")
    answer = signed_in(camille).get(f"/desk/c/{handoff.conversation_id}/updates?after={after}")
    assert words(answer.content.decode()) == ["Je veux parler à une personne"]


def test_the_approved_answer_of_the_topic_is_suggested_filled(signed_in, camille, waiting):
    handoff = waiting("a", topic="tax_due_dates")
    page = html.unescape(signed_in(camille).get(f"/desk/c/{handoff.conversation_id}").content.decode())
    quoted = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.S)[1]
    assert "1er mars" in quoted and "{" not in quoted


def test_messengers_clock_is_shown_and_closes_the_answer_box(signed_in, camille, waiting):
    from datetime import timedelta

    handoff = waiting("a")
    holding.claim(handoff, camille)
    client, path = signed_in(camille), f"/desk/c/{handoff.conversation_id}"
    for hours, shown, box in (
        (1, "écrire librement", True),
        (30, "seule une personne", True),
        (170, "trop tard", False),
    ):
        Conversation.objects.update(channel="messenger", citizen_at=timezone.now() - timedelta(hours=hours))
        page = html.unescape(client.get(path).content.decode())
        assert shown in page and ('id="answer"' in page) is box


def test_what_failed_is_shown_with_a_way_to_send_it_again(signed_in, camille, waiting):
    handoff = waiting("a")
    holding.claim(handoff, camille)
    Command.objects.update(state="failed")
    client, path = signed_in(camille), f"/desk/c/{handoff.conversation_id}"
    assert "Pas livré." in client.get(path).content.decode()
    client.post(f"{path}/again")
    assert Command.objects.get().state == "waiting"


def test_presence_takes_the_three_values_only(signed_in, camille):
    client = signed_in(camille)
    assert client.post("/desk/presence", {"presence": "phone"}).status_code == 204
    camille.refresh_from_db()
    assert camille.presence == "phone"
    assert client.post("/desk/presence", {"presence": "asleep"}).status_code == 400


def test_a_sign_of_life_while_typing(signed_in, camille, dominique, waiting):
    handoff = waiting()
    holding.claim(handoff, camille)
    Handoff.objects.update(active_at=None)
    path = f"/desk/c/{handoff.conversation_id}/typing"
    signed_in(dominique).post(path)
    assert Handoff.objects.get(pk=handoff.pk).active_at is None
    signed_in(camille).post(path)
    assert Handoff.objects.get(pk=handoff.pk).active_at is not None
