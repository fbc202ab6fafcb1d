"""Replies: language, channel, the city's values, and no hole."""
import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from dialogue.nlg import ProfileResponses

ENGLISH = [{"type": "slot", "name": "language", "value": "en"}]
REPLIES = {
    "utter_call": [{"text": "Réessayez. Appelez au {phone}."}, {"text": "Try again. Call {phone}.",
    "condition": ENGLISH}],
    "utter_both": [{"text": "9-1-1 / 9-1-1"}],
    "utter_short": [{"text": "Long"}, {"text": "Court", "channel": "messenger"}, {"text": "In English",
    "condition": ENGLISH}],
    "utter_said": [{"text": "Vous dites : {said}. {city}."}],
    "utter_custom": [{"custom": {"a": 1}}],
}


class Slots(DialogueStateTracker):
    """A tracker with one slot that matters."""

    def __init__(self, language=None):
        super().__init__("c1", [])
        self.language = language

    def get_slot(self, key):
        return self.language if key == "language" else None

    def current_slot_values(self):
        return {"language": self.language}


@pytest.fixture
def nlg():
    return ProfileResponses(None, Domain.from_dict({"responses": REPLIES}))


async def said(nlg, name, language=None, channel="rest", **values):
    return await nlg.generate(name, Slots(language), channel, **values)


@pytest.mark.parametrize(("language", "text"), [
    ("fr", "Réessayez. Appelez au 418 555-0177."), (None, "Réessayez. Appelez au 418 555-0177."), ("de", None),
    ("en", "Try again. Call 418 555-0177."),
])
async def test_french_without_condition_english_when_it_is_spoken(nlg, language, text):
    reply = await said(nlg, "utter_call", language)
    assert reply["text"] == (text or "Réessayez. Appelez au 418 555-0177.")
    assert reply["metadata"] == {"language": "en" if language == "en" else "fr"} and "condition" not in reply


async def test_the_language_that_an_action_has_just_chosen_comes_first(nlg):
    reply = await nlg.generate("utter_call", Slots("fr"), "rest", language="en")
    assert reply["text"].startswith("Try again")


async def test_french_is_said_when_there_is_no_english(nlg):
    assert (await said(nlg, "utter_both", "en"))["text"] == "9-1-1 / 9-1-1"


@pytest.mark.parametrize("phone", [None, "[à compléter]"])
async def test_without_a_phone_the_sentence_vanishes(nlg, profile, phone):
    profile("contact", phone=phone or "[à compléter : téléphone]")
    assert (await said(nlg, "utter_call", "fr"))["text"] == "Réessayez."
    assert (await said(nlg, "utter_call", "en"))["text"] == "Try again."


@pytest.mark.parametrize(("channel", "language", "text"), [
    ("messenger", "fr", "Court"), ("rest", "fr", "Long"), ("messenger", "en", "In English"),
    ("rest", "en", "In English"),
])
async def test_a_channel_may_have_its_own_words_but_never_the_wrong_language(nlg, channel, language, text):
    assert (await said(nlg, "utter_short", language, channel))["text"] == text


@pytest.mark.parametrize("value", ["{city}", "{phone}", "{", "}{", "\\1", "{0.__class__}", "%s", "<script>"])
async def test_what_a_citizen_wrote_is_never_read_as_a_placeholder(nlg, value):
    assert (await said(nlg, "utter_said", said=value))["text"] == f"Vous dites\u00a0: {value}. Saint-Clovis."


async def test_a_value_of_the_action_wins_over_the_profiles(nlg):
    assert (await said(nlg, "utter_call", phone="911"))["text"] == "Réessayez. Appelez au 911."


async def test_an_unknown_reply_is_none(nlg):
    assert await said(nlg, "utter_nothing") is None


async def test_a_reply_without_text(nlg):
    assert (await said(nlg, "utter_custom"))["custom"] == {"a": 1}


async def test_the_domains_reply_is_not_changed(nlg):
    await said(nlg, "utter_call", "en")
    assert nlg.responses["utter_call"] == REPLIES["utter_call"]


def test_rasa_gives_no_domain_at_first():
    assert ProfileResponses().responses == {}
