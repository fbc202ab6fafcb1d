"""Replies within Meta's limits, judged by the stand-in's own rules."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.messenger.render import length, render, shorten, split
from tests.channels.messenger.graph_rules import check_message


def sign(text: str) -> str | None:
    return text if len(text.encode()) < 950 else None


def shown(reply: dict) -> list[dict]:
    messages = render(reply, sign)
    for message in messages:
        check_message(message)
    return messages


def buttons(*titles: str) -> list[dict]:
    return [{"title": title, "payload": title} for title in titles]


def test_a_short_text_is_one_message():
    assert shown({"text": "Bonjour!"}) == [{"text": "Bonjour!"}]


def test_a_long_text_is_cut_between_sentences():
    sentence = "La collecte passe le mardi matin avant sept heures. "
    parts = [message["text"] for message in shown({"text": sentence * 100})]
    assert len(parts) == 3
    assert all(part.endswith("heures.") for part in parts)
    assert " ".join(parts) == (sentence * 100).strip()


def test_a_paragraph_is_kept_whole_where_it_can_be():
    text = "\n\n".join(["Un paragraphe. " * 60] * 3)
    assert [part.count("Un paragraphe.") for part in split(text)] == [120, 60]


def test_a_text_without_any_border_is_cut_all_the_same():
    assert [len(part) for part in split("x" * 4500)] == [2000, 2000, 500]


def test_a_link_is_not_cut():
    link = "https://ville.example/" + "a" * 60
    parts = split("mot " * 490 + link + " suite")
    assert any(link in part for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab é.!?\n😀—"), max_size=5000))
def test_no_part_is_too_long_and_no_word_is_lost(text):
    parts = split(text.strip())
    assert all(0 < length(part) <= 2000 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300), st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=20, unique=True)
)
def test_any_reply_passes_meta_s_rules(text, titles):
    shown({"text": text, "buttons": buttons(*titles)})


def test_short_choices_are_quick_replies_and_nothing_else():
    message, = shown({"text": "D'accord?", "buttons": buttons("Oui", "Non")})
    assert message["text"] == "D'accord?"
    assert [reply["title"] for reply in message["quick_replies"]] == ["Oui", "Non"]


def test_a_choice_that_is_cut_is_in_full_in_the_text_and_in_its_payload():
    long = "Parler à une personne du service"
    message, = shown({"text": "Que faire?", "buttons": buttons(long, "Rien")})
    assert message["text"] == f"Que faire?\n\n1. {long}\n2. Rien"
    assert [reply["title"] for reply in message["quick_replies"]] == ["1. Parler à une per…", "2. Rien"]
    assert message["quick_replies"][0]["payload"] == long


def test_thirteen_choices_are_quick_replies_and_fourteen_a_numbered_list():
    thirteen, = shown({"text": "Laquelle?", "buttons": buttons(*(f"Rue {n}" for n in range(13)))})
    assert len(thirteen["quick_replies"]) == 13
    fourteen, = shown({"text": "Laquelle?", "buttons": buttons(*(f"Rue {n}" for n in range(14)))})
    assert "quick_replies" not in fourteen
    assert fourteen["text"].endswith("\n14. Rue 13")


def test_a_choice_too_long_for_a_payload_makes_a_numbered_list():
    message, = shown({"text": "Lequel?", "buttons": buttons("x" * 1000, "Autre")})
    assert "quick_replies" not in message
    assert "2. Autre" in message["text"]


def test_choices_are_under_the_last_part():
    messages = shown({"text": "Une phrase. " * 300, "buttons": buttons("Oui", "Non")})
    assert ["quick_replies" in message for message in messages] == [False, True]


def test_links_are_buttons_up_to_three_and_lines_beyond():
    links = [{"title": f"Page {n}", "url": f"https://ville.example/{n}"} for n in range(4)]
    message, = shown({"text": "Voici.", "buttons": links[:3]})
    assert len(message["attachment"]["payload"]["buttons"]) == 3
    messages = shown({"text": "Voici.", "buttons": links})
    assert "https://ville.example/3" in messages[-1]["text"]
    both, = shown({"text": "Voici.", "buttons": [links[0], *buttons("Oui")]})
    assert "https://ville.example/0" in both["text"]
    assert both["quick_replies"]


def test_an_image_goes_before_its_text():
    image, text = shown({"text": "Le plan.", "image": "https://ville.example/plan.png"})
    assert image["attachment"]["type"] == "image"
    assert text == {"text": "Le plan."}


@pytest.mark.parametrize("reply", [{}, {"text": None}, {"text": "  "}, {"text": "", "buttons": None}])
def test_nothing_to_say_sends_nothing(reply):
    assert render(reply, sign) == []


def test_a_title_counts_emoji_as_meta_may():
    assert shorten("🏛️ Hôtel de ville!!") == "🏛️ Hôtel de ville!!"
    assert length(shorten("🏛" * 15)) <= 20
