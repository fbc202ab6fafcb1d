"""The conversation's language, and the city's rule on English."""
import pytest

from dialogue.language import decide, gate

STEP = {"action": "action_answer", "request": {"topic": "tax_sale"}}
SAFE = {"action": "action_emergency", "request": None}


def message(text, name=None, confidence=0.99, **more):
    return {"text": text, "language": {"name": name, "confidence": confidence} if name else {}, **more}


@pytest.mark.parametrize(("said", "language"), [
    (message("where is my blue bin", "en"), "en"), (message("où est mon bac", "fr"), "fr"),
    (message("permit", "en", 0.6), "fr"),
    (message("hello there", "en", 0.85), "en"), (message(""), "fr"), (message("Hola amigo", None), "fr"),
])
def test_the_first_message_settles_it(said, language):
    assert decide(said, {})["language"] == language


@pytest.mark.parametrize(("said", "slots", "changes"), [
    (message("where is my blue bin please", "en"), {"language": "fr"}, {"language": "en", "language_votes": 0}),
    (message("snow removal", "en"), {"language": "fr"}, {"language_votes": 1}),
    (message("snow removal", "en"), {"language": "fr", "language_votes": 1}, {"language": "en", "language_votes": 0}),
    (message("ok", "en"), {"language": "fr"}, {"language_votes": 0}),
    (message("où est mon bac", "fr"), {"language": "fr"}, {}),
    (message("déneigement", "fr"), {"language": "fr", "language_votes": 1}, {"language_votes": 0}),
    (message("where is my blue bin", "en", 0.7), {"language": "fr"}, {}), (message("???"), {"language": "fr"}, {}),
    (message("help help fire over here", "en", emergency="fire"), {"language": "fr"}, {}),
    (message("Oui, envoyer tout de suite", "fr"),
     {"language": "en", "choices": [{"title": "Oui, envoyer tout de suite", "value": {"a": 1}}]}, {}),
])
def test_later_it_changes_only_when_it_is_clear(said, slots, changes):
    assert decide(said, slots) == changes


def test_an_address_does_not_change_the_language():
    said = message("312 King Street West please", "en", intent={"name": "inform"},
                   entities=[{"entity": "address", "start": 0, "end": 20}])
    assert decide(said, {"language": "fr"}).get("language") is None


@pytest.mark.parametrize("slots", [{"language": "fr"}, {}])
def test_a_city_with_english_for_emergencies_only(profile, slots):
    profile("languages", english="emergency")
    assert decide(message("where is my blue bin please", "en"), slots).get("language", "fr") == "fr"


def test_a_citizen_who_chose_french_when_asked_to_attest_is_not_asked_again(profile):
    profile("languages", english="attested")
    slots = {"language": "fr", "english_attested": False}
    assert decide(message("where is my blue bin please", "en"), slots) == {}
    assert gate({"steps": [STEP]}, message("where is my blue bin please", "en"), slots) == {"steps": [STEP]}


ENGLISH = message("where is my blue bin please", "en")


@pytest.mark.parametrize(("english", "slots", "steps"), [
    ("bilingual", {"language": "en"}, ["action_answer"]), ("attested", {"language": "fr"}, ["action_answer"]),
    ("attested", {"language": "en"}, ["action_attest_english"]),
    ("attested", {"language": "en", "english_attested": True}, ["action_answer"]),
    ("emergency", {"language": "fr"}, ["action_attest_english", "action_answer"]),
    ("emergency", {"language": "fr", "english_attested": False}, ["action_answer"]),
])
def test_the_citys_rule(profile, english, slots, steps):
    profile("languages", english=english)
    said = ENGLISH if slots["language"] == "en" or english == "emergency" else message("où est mon bac", "fr")
    plan = gate({"turn": 1, "steps": [STEP]}, said, slots)
    assert [step["action"] for step in plan["steps"]] == steps


def test_the_question_waits_behind_the_attestation(profile):
    profile("languages", english="attested")
    plan = gate({"steps": [STEP]}, ENGLISH, {"language": "en"})
    assert plan["steps"][0]["request"]["steps"] == [STEP]


@pytest.mark.parametrize("english", ["attested", "emergency"])
@pytest.mark.parametrize("action", ["action_emergency", "action_switch_language", "action_refuse_identifier",
                                    "action_attest_english"])
def test_safety_and_language_itself_are_never_gated(profile, english, action):
    profile("languages", english=english)
    plan = {"steps": [{"action": action, "request": None}]}
    assert gate(plan, ENGLISH, {"language": "en"}) == plan


def test_nothing_to_do_is_not_gated(profile):
    profile("languages", english="attested")
    assert gate({"steps": []}, ENGLISH, {"language": "en"}) == {"steps": []}
