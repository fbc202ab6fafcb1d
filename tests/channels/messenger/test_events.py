"""Reading webhook bodies, whatever they hold."""
from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.messenger.events import key_of, read
from tests.channels.messenger.graph_stand_in import item, position, typed

ANNE = "10000001"


def body(*items: dict, field: str = "messaging") -> dict:
    return {"object": "page", "entry": [{"id": "1", field: [one]} for one in items]}


def read_one(event: dict, resolve=lambda _payload: None):
    found = read(body(event), resolve).events
    assert len(found) == 1
    return found[0]


def test_a_text_is_screened():
    event = read_one(typed(ANNE, "/restart\u200b mon  nas 046 454 286"))
    assert event.text.startswith("restart mon nas")
    assert "046" not in event.text
    assert event.refused == "sin"


def test_a_text_too_long_is_not_kept():
    event = read_one(typed(ANNE, "x" * 2001))
    assert (event.kind, event.text) == ("too_long", "")


def test_only_payloads_that_we_issued_are_believed():
    event = typed(ANNE, "Titre", quick_reply={"payload": "signed"})
    assert read_one(event, lambda payload: "Le texte entier" if payload == "signed" else None).text == "Le texte entier"
    assert read_one(event).text == "Titre"


def test_attachments_by_kind():
    def kinds(*found: dict) -> list[str]:
        return [a["type"] for a in read_one(typed(ANNE, None, attachments=list(found))).attachments]

    url = {"url": "https://x/y"}
    assert kinds({"type": "image", "payload": url}, {"type": "audio", "payload": url}) == ["image", "audio"]
    assert kinds({"type": "image", "payload": {**url, "sticker_id": 12}}) == ["sticker"]   # before 2026-08-30
    assert kinds({"type": "sticker", "payload": {"sticker_id": "369239263222822"}}) == ["like"]
    assert kinds({"type": "fallback", "payload": None}) == ["share"]
    assert kinds({"type": "appointment_booking", "payload": {}}) == ["unsupported"]
    assert read_one(typed(ANNE, None)).attachments == [{"type": "unsupported"}]
    assert read_one(typed(ANNE, None, attachments=[{"type": "file", "payload": {"url": "file:///etc/passwd"}}])
                    ).attachments == [{"type": "file"}]


def test_a_position_with_or_without_words():
    event = read_one(typed(ANNE, None, attachments=position(45.5, -72.9)))
    assert (event.kind, event.text, event.location) == ("text", "", {"lat": 45.5, "long": -72.9})
    assert read_one(typed(ANNE, None, attachments=position(95, 0))).kind == "attachment"


def test_a_link_preview_beside_a_text_is_left_out_of_the_reaction():
    event = read_one(typed(ANNE, "voir https://x", attachments=[{"type": "fallback", "payload": None}]))
    assert (event.kind, event.text) == ("text", "voir https://x")


def test_thread_control_by_app_when_known():
    taken = item(ANNE, take_thread_control={"previous_owner_app_id": "77", "new_owner_app_id": "5"})
    passed = item(ANNE, pass_thread_control={"previous_owner_app_id": "77", "new_owner_app_id": "5"})
    assert read(body(taken), lambda _: None).threads == {ANNE: "other"}
    assert read(body(passed), lambda _: None).threads == {ANNE: "ours"}
    assert read(body(passed), lambda _: None, app_id="77").threads == {ANNE: "other"}


def test_standby_only_opens_the_window():
    batch = read(body(typed(ANNE, "x"), field="standby"), lambda _: None)
    assert not batch.events
    assert list(batch.heard) == [ANNE]


def test_a_policy_notice_is_for_operators():
    assert read(body(item(ANNE, policy_enforcement={"action": "block"})), lambda _: None).warnings == ["block"]


def test_a_date_in_the_future_does_not_keep_the_window_open():
    assert read_one(typed(ANNE, "x", at=time.time() + 10 * 86400)).sent <= time.time()


def test_keys_fit_the_database():
    assert key_of("m_1") == "m_1"
    assert len(key_of("m" * 5000)) <= 255
    assert key_of("m" * 5000) != key_of("m" * 5001)


def test_another_object_than_a_page_is_left_alone():
    assert not read({"object": "instagram", "entry": body(typed(ANNE, "x"))["entry"]}, lambda _: None).events


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["sender", "id", "message", "mid", "text", "attachments", "type", "payload", "postback",
                         "quick_reply", "message_edit", "timestamp", "is_echo", "metadata", "pass_thread_control"]),
        inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_json, max_size=3))
def test_no_body_makes_it_fail_and_a_good_event_beside_is_read(strange):
    found = {"object": "page", "entry": [{"messaging": [*strange, typed(ANNE, "bon", mid="m_good")]}, *strange]}
    assert "m_good" in [event.key for event in read(found, lambda _: None).events]
