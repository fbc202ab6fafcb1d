"""Erasing a conversation."""
from actions import outbox
from actions.erase import KEPT, ActionDeleteData
from actions.phrases import phrase
from tests.actions.support import Conversation

ACTION = ActionDeleteData()
SLOTS = {"language": "en", "english_attested": True, "owner": "queue", "address": {"label": "310, rue des Aulnes"},
         "tasks": [{"action": "a", "data": {"contact": {"phone": "418 555-0133"}}}], "remembered": {"stop": 1},
         "last_topic": "snow_status", "settled": ["snow_status"], "misunderstood": 2, "something_new": "x"}


async def test_asked_first_and_nothing_is_lost_by_asking():
    talk = Conversation(**SLOTS)
    assert await talk.run(ACTION, "effacez tout") == ["utter_ask_erase"]
    assert talk.titles == [phrase("choice", "erase", "en"), phrase("choice", "keep", "en")]
    assert talk.slots["address"] == SLOTS["address"] and "erase_requested" not in talk.changes


async def test_everything_noted_goes_but_who_holds_it_and_the_language():
    talk = Conversation(**SLOTS)
    outbox.put("k1", talk.id, "report_pothole", {"description": "trou"})
    await talk.run(ACTION, "erase")
    assert await talk.press(ACTION, "choice", "erase") == ["utter_erased"]
    left = {name: value for name, value in talk.slots.items() if value not in (None, []) and name not in KEPT}
    assert left == {"erase_requested": True}
    assert (talk.slots["language"], talk.slots["owner"]) == ("en", "queue")
    assert outbox.of_conversation(talk.id) == [] and outbox.get("k1")["state"] == "waiting"


async def test_when_the_database_is_away_it_does_not_say_done(monkeypatch):
    talk = Conversation()
    await talk.run(ACTION, "effacez tout")
    monkeypatch.setattr(outbox, "forget", lambda _: (_ for _ in ()).throw(RuntimeError))
    assert await talk.press(ACTION, "choice", "erase") == ["utter_failure"]
    assert "erase_requested" not in talk.changes
