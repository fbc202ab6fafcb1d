"""Canned replies: pairs, searched by a few letters, filled."""

import pytest
from desk import canned
from desk.models import CannedReply

pytestmark = pytest.mark.django_db


def test_the_first_ones_come_in_pairs():
    rows = CannedReply.objects.all()
    assert len(rows) >= 8
    assert all(row.title_fr and row.text_fr and row.title_en and row.text_en for row in rows)


@pytest.mark.parametrize(
    ("letters", "language", "first"),
    [
        ("bonj", "fr", "bonjour"),
        ("adr", "fr", "adresse"),
        ("address", "en", "adresse"),
        ("RAPPEL", "fr", "rappel"),
        ("regle", "fr", "regle"),
        ("réglé", "fr", "regle"),
        ("call", "en", "rappel"),
    ],
)
def test_a_few_letters_find_it(letters, language, first):
    assert canned.search(letters, language)[0].shortcut == first


def test_nothing_typed_shows_all_nonsense_none():
    assert len(canned.search("", "fr")) == canned.MOST
    assert canned.search("zzzz [(", "fr") == []


def test_names_are_filled_and_a_sentence_with_a_hole_is_left_out(waiting, camille):
    handoff = waiting("a", summary=[{"field": "request_number", "value": "26-00012"}])
    row = CannedReply.objects.get(shortcut="demande")
    assert "26-00012" in canned.filled(row, "fr", camille, handoff)
    assert canned.filled(row, "en", camille, None) == "Your request is open. Keep it to follow what comes next."


def test_options_are_in_the_conversations_language(signed_in, camille, waiting):
    handoff = waiting("a", language="en")
    handoff.conversation.language = "en"
    handoff.conversation.save()
    page = signed_in(camille).get(f"/desk/c/{handoff.conversation_id}/canned?q=bonjour").content.decode()
    assert "Hello, this is Camille" in page


def test_an_editor_adds_changes_and_removes(signed_in, make_agent):
    client = signed_in(make_agent("andree", "editor"))
    fields = {
        "shortcut": "neige",
        "title_fr": "Neige",
        "text_fr": "Bonjour {agent}",
        "title_en": "Snow",
        "text_en": "Hi",
    }
    assert client.post("/desk/canned/new", fields).status_code == 302
    row = CannedReply.objects.get(shortcut="neige")
    assert client.post("/desk/canned/new", fields).status_code == 200  # the shortcut is taken
    assert client.post("/desk/canned/new", {**fields, "shortcut": "x", "text_en": ""}).status_code == 200  # no pair
    client.post(f"/desk/canned/{row.pk}", {**fields, "title_fr": "Neige et glace"})
    row.refresh_from_db()
    assert row.title_fr == "Neige et glace"
    client.post(f"/desk/canned/{row.pk}/delete")
    assert not CannedReply.objects.filter(shortcut="neige").exists()
