"""What was said is kept, in order, for as long as it must be and not longer."""
import tempfile
import threading
import time
from pathlib import Path

import pytest

from channels.web import store as store_module
from channels.web.store import Store, UnknownConversation, create_schema
from tests.city_api.live_city import postgresql


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as url:
        yield url.replace("postgres://", "postgresql://")


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    url = f"sqlite:///{tmp_path}/web.db" if request.param == "sqlite" else request.getfixturevalue("server")
    create_schema(url)
    create_schema(url)   # a second start changes nothing
    opened = Store(url)
    for table in (store_module.messages, store_module.conversations, store_module.ratings):
        with opened._engine.begin() as db:
            db.execute(table.delete())
    opened.open("a", "fr")
    yield opened
    opened.close()


def numbers(store, after=0):
    return [row.seq for row in store.after("a", after)[0]]


def test_numbers_follow_each_other_even_when_written_together(store):
    def write():
        for _ in range(25):
            store.add("a", "said", {"text": "x"})

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(store) == list(range(1, 101))


def test_an_unknown_conversation(store):
    for work in (lambda: store.add("b", "said", {}), lambda: store.after("b", 0), lambda: store.language("b"),
                 lambda: store.receive("b", "client-1", {}), lambda: store.erase("b")):
        with pytest.raises(UnknownConversation):
            work()


def test_a_key_is_written_once(store):
    for _ in range(3):
        store.add("a", "said", {"text": "x"}, None, "key")
    assert len(numbers(store)) == 1


def test_a_received_message_waits_until_done(store):
    seq, is_new = store.receive("a", "client-1", {"text": "x"})
    assert is_new and store.after("a", 0)[1]
    assert store.receive("a", "client-1", {"text": "x"}) == (seq, False)
    store.done("a", seq)
    assert not store.after("a", 0)[1]


def test_only_an_abandoned_message_is_claimed_and_by_one_only(store, monkeypatch):
    seq, _ = store.receive("a", "client-1", {"text": "x"})
    assert store.claim_abandoned() == []
    later = time.time() + store_module.LEASE + 1
    monkeypatch.setattr(store_module.time, "time", lambda: later)
    assert [row.seq for row in store.claim_abandoned()] == [seq]
    assert store.claim_abandoned() == []


def test_a_renewed_lease_is_not_claimed(store, monkeypatch):
    seq, _ = store.receive("a", "client-1", {"text": "x"})
    now = time.time()
    monkeypatch.setattr(store_module.time, "time", lambda: now + 25)
    store.renew([("a", seq)])
    monkeypatch.setattr(store_module.time, "time", lambda: now + 40)
    assert store.claim_abandoned() == []


def test_what_is_kept_is_bounded(store, monkeypatch):
    monkeypatch.setattr(store_module, "KEPT", 60)
    for _ in range(200):
        store.add("a", "said", {"text": "x"})
    assert numbers(store)[-1] == 200
    assert 60 <= len(numbers(store)) < 120


def test_erased_leaves_no_word_and_tells_who_listens(store):
    store.add("a", "said", {"text": "secret"})
    store.rate("a", 4, "secret", "fr")
    store.erase("a")
    rows, _ = store.after("a", 0)
    assert [(row.seq, row.kind, row.data) for row in rows] == [(2, "erased", {})]
    with store._engine.connect() as db:
        assert db.exec_driver_sql("select conversation, score, comment from web_ratings").all() == [(None, 4, None)]


def test_old_conversations_are_forgotten(store, monkeypatch):
    store.add("a", "said", {"text": "x"})
    store.open("b", "en")
    later = time.time() + 91 * 86400
    monkeypatch.setattr(store_module.time, "time", lambda: later)
    store.open("c", "fr")
    store.add("c", "said", {"text": "x"})
    store.forget_older(90)
    for gone in ("a", "b"):
        with pytest.raises(UnknownConversation):
            store.after(gone, 0)
    assert store.language("c") == "fr"


def test_old_ratings_go(store, monkeypatch):
    store.rate("a", 1, "rue des Aulnes", "fr")
    later = store_module.time.time() + 700 * 86400
    monkeypatch.setattr(store_module.time, "time", lambda: later)
    store.rate("b", 5, None, "fr")
    store.forget_ratings(800)
    with store._engine.connect() as db:
        assert len(db.execute(store_module.ratings.select()).all()) == 2
    store.forget_ratings(600)
    with store._engine.connect() as db:
        assert [row.conversation for row in db.execute(store_module.ratings.select())] == ["b"]
