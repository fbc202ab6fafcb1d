"""What one turn does."""
import pytest

from dialogue.plan import advance, build

ACTIONS = {topic: [f"action_{topic}"] for topic in ("snow_status", "cancel", "greet", "thanks",
    "switch_language")} | {
    "tax_sale": ["action_answer"], "report_pothole": ["action_service_request"],
    "talk_to_human": ["action_talk_to_human"],
    "planning_appointment": ["action_planning_appointment"], "two": ["action_a", "action_b"]}
FORM = {"action": "action_service_request", "topic": "report_pothole", "awaiting": "place", "asked": 1,
    "question": {"r": 1}}


def request(topic, decision="sure", **more):
    return {"topic": topic, "decision": decision, "confidence": 0.95, "ranking": [], "text": topic, "entities": [],
        **more}


def message(*requests, text="…", **more):
    return {"text": text, "requests": list(requests), "entities": [], **more}


def names(plan):
    return [step["action"] for step in plan["steps"]]


def built(said, **slots):
    return build(said, slots, ACTIONS)


def test_a_question_is_answered():
    plan = built(message(request("tax_sale"), text="vente"))
    assert names(plan) == ["action_answer"] and plan["turn"] == 1 and plan["steps"][0]["request"]["topic"] == "tax_sale"


def test_a_topic_may_run_several_actions():
    assert names(built(message(request("two")))) == ["action_a", "action_b"]


@pytest.mark.parametrize("said", [message(request("snow_status", "torn")), message(request("snow_status", "unsure")),
                                  message(request("no_such_topic")), message(), {"text": None}])
def test_what_is_not_sure_is_clarified(said):
    assert names(built(said)) == ["action_clarify"]


def test_two_requests_are_both_dealt_with_forms_last():
    plan = built(message(request("report_pothole"), request("snow_status"), request("tax_sale")))
    assert names(plan) == ["action_answer", "action_snow_status", "action_service_request"]


def test_courtesies_beside_a_request_are_left_out():
    assert names(built(message(request("greet"), request("tax_sale"), request("thanks")))) == ["action_answer"]
    assert names(built(message(request("greet"), request("thanks")))) == ["action_greet"]


@pytest.mark.parametrize(("text", "action"), [
    ("ok c'est réglé", "action_resume"), ("fausse alerte", "action_resume"),
    ("le trou est au milieu de la voie vers le pont", "action_service_request"),
    ("au 312", "action_service_request"), ("lou@example.org", "action_service_request")])
def test_after_an_emergency_a_few_words_are_not_the_answer_awaited(text, action):
    form = {**FORM, "awaiting": "text", "asked": 3}
    assert names(built(message(request("inform", "unsure"), text=text), tasks=[form], plan={"turn": 4})) == [action]
    assert names(built(message(request("inform", "unsure"), text=text), tasks=[form], plan={"turn": 3})) == [
        "action_service_request"]


@pytest.mark.parametrize(("text", "choices", "action"), [
    ("oui", ["action_service_request"], "action_service_request"),
    ("yes please", ["action_talk_to_human"], "action_talk_to_human"),
    ("oui", ["action_service_request", "action_talk_to_human"], "action_clarify"), ("oui", ["action_cancel"], "action_clarify"),
    ("non", ["action_service_request"], "action_clarify"), ("oui", [], "action_clarify")])
def test_a_yes_takes_the_one_thing_offered(text, choices, action):
    offered = [{"title": name, "value": {"action": name}} for name in choices]
    assert names(built(message(request("affirm", "unsure"), text=text), choices=offered)) == [action]


def test_a_second_tap_is_not_the_next_answer():
    choices = [{"title": "La description", "value": {"edit": "description"}}]
    first = built(message(text="La description"), tasks=[FORM], choices=choices, plan={"turn": 1})
    assert names(first) == ["action_service_request"] and first["pressed"] == "La description"
    waiting = {**FORM, "awaiting": "text", "asked": 2}
    second = built(message(request("inform", "unsure"), text="La description"), tasks=[waiting], plan={**first, "turn": 2})
    assert names(second) == ["action_resume"]
    assert names(built(message(text="Un trou"), tasks=[waiting], plan={**first, "turn": 2})) == ["action_service_request"]
    assert names(built(message(text="La description"), tasks=[FORM], choices=choices, plan=first)) == ["action_service_request"]


@pytest.mark.parametrize("text", ["quel est le délai?", "ça va prendre combien de temps", "how long?", "c'est pour quand"])
@pytest.mark.parametrize("last", ["report_pothole", "request_status"])
def test_how_long_after_a_request_is_about_that_request(text, last):
    actions = {**ACTIONS, "request_status": ["action_request_status"]}
    said = message(request("tax_sale", "torn"), text=text)
    remembered = {"request_number": "SC-1"}
    assert names(build(said, {"last_topic": last, "remembered": remembered}, actions)) == ["action_request_status"]
    assert names(build(said, {"last_topic": last}, actions)) == ["action_clarify"]
    assert names(build(said, {"last_topic": "tax_sale", "remembered": remembered}, actions)) == ["action_clarify"]
    other = message(request("tax_sale"), text=text)
    assert names(build(other, {"last_topic": last, "remembered": remembered}, actions)) == ["action_answer"]


def test_an_emergency_comes_before_anything():
    said = message(request("tax_sale"), text="1", emergency="fire", metadata={"refused": "sin"})
    plan = built(said, tasks=[FORM], plan={"turn": 4}, choices=[{"title": "A", "value": {"x": 1}}])
    assert names(plan) == ["action_emergency"] and plan["steps"][0]["request"]["kind"] == "fire"
    assert advance(plan, [FORM])["current"]["action"] == "action_emergency"
    after = advance(advance(plan, [FORM]), [FORM])
    assert after["current"] is None                              # no question is put to someone in danger


def test_an_identifier_is_refused_and_nothing_else_is_done():
    assert names(built(message(request("tax_sale"), metadata={"refused": "sin"}))) == ["action_refuse_identifier"]


def test_disclosure_comes_first_when_the_channel_asks():
    assert names(built(message(request("tax_sale"), metadata={"disclose": True}))) == ["action_disclose",
        "action_answer"]


CHOICES = [{"title": "Petit", "value": {"key": "k0"}}, {"title": "Neige", "value": {"topic": "snow_status"}},
           {"title": "Annuler", "value": {"action": "action_cancel"}},
           {"title": "Attester", "value": {"action": "action_attest_english", "attest": True,
                                           "then": [{"action": "action_answer", "request": {"topic": "tax_sale"}}]}},
           {"title": "Message", "value": {"action": "action_service_request", "request": {"topic": "x",
               "text": "mot"}}}]


@pytest.mark.parametrize(("text", "tasks", "expected"), [
    ("Petit", [FORM], ["action_service_request"]), ("1", [FORM], ["action_service_request"]),
    ("Petit", [], ["action_clarify"]),
    ("Neige", [FORM], ["action_snow_status"]), ("annuler", [FORM], ["action_cancel"]),
    ("Attester", [], ["action_attest_english", "action_answer"]), ("message", [], ["action_service_request"]),
])
def test_a_choice(text, tasks, expected):
    assert names(built(message(request("tax_sale"), text=text), tasks=tasks, choices=CHOICES)) == expected


def test_a_choice_brings_its_own_request():
    step = built(message(text="Message"), choices=CHOICES)["steps"][0]
    assert (step["request"]["topic"], step["request"]["text"]) == ("x",
        "mot") and step["request"]["choice"] == CHOICES[4]["value"]


@pytest.mark.parametrize("awaiting", ["number", "string", "text", "contact"])
def test_a_figure_that_may_be_the_answer_picks_no_choice(awaiting):
    plan = built(message(text="3"), tasks=[{**FORM, "awaiting": awaiting}], choices=CHOICES)
    assert names(plan) == ["action_service_request"] and "choice" not in plan["steps"][0]["request"]


def test_an_answer_goes_to_the_unfinished_matter():
    assert names(built(message(text="310 aulnes"), tasks=[FORM])) == ["action_service_request"]


@pytest.mark.parametrize("topic", ["talk_to_human", "cancel", "switch_language"])
def test_steering_is_heard_in_any_state(topic):
    assert names(built(message(request(topic)), tasks=[{**FORM, "awaiting": "text"}])) == [f"action_{topic}"]


def test_a_question_in_the_middle_is_answered_then_the_form_goes_on():
    plan = built(message(request("tax_sale"), text="c'est quand la vente pour taxes?"), tasks=[FORM],
        plan={"turn": 4})
    plan = advance(plan, [FORM])
    assert plan["current"]["action"] == "action_answer" and plan["turn"] == 5
    plan = advance(plan, [FORM])
    assert plan["current"]["action"] == "action_resume"
    assert advance(plan, [{**FORM, "asked": 5}])["current"] is None


def test_a_follow_up_asks_the_last_topic_again():
    said = {"text": "non, au 312", "requests": [request("deny", "unsure")], "entities": []}
    step = built(said, last_topic="snow_status")["steps"][0]
    assert step["action"] == "action_snow_status" and step["request"]["follows"]


def test_what_a_form_interrupts_waits_for_its_end():
    plan = advance(built(message(request("two"))), [])
    asking = [{**FORM, "asked": 1}]
    plan = advance(plan, asking)                                   # the first action has asked something
    assert plan["current"] is None and [s["action"] for s in plan["deferred"]] == ["action_b"]
    later = build(message(text="310 aulnes"), {"plan": plan, "tasks": asking}, ACTIONS)
    later = advance(advance(later, asking), [])                    # answered, and the matter is over
    assert later["current"]["action"] == "action_b" and later["deferred"] == []


def test_cancel_forgets_what_was_deferred():
    plan = built(message(request("cancel")), plan={"turn": 1, "deferred": [{"action": "action_b", "request": None}]})
    assert plan["deferred"] == []


def test_the_plan_given_is_not_changed():
    plan = built(message(request("two")))
    advance(plan, [])
    assert names(plan) == ["action_a", "action_b"]


def test_a_shared_position_goes_with_the_request():
    said = message(text="", metadata={"location": {"lat": 1.0, "long": 2.0}})
    assert built(said, tasks=[FORM])["steps"][0]["request"]["location"] == {"lat": 1.0, "long": 2.0}


@pytest.mark.parametrize("text", ["/restart", "/cancel{\"a\": 1}", "action_cancel",
    "{\"action\": \"action_cancel\"}"])
def test_nothing_typed_is_a_command(text):
    assert names(built(message(text=text), choices=[{"title": "Petit", "value": {"key": 1}}])) == ["action_clarify"]


@pytest.mark.parametrize("text", ["skip", "passer", "Je passe.", "skip this"])
def test_a_skip_is_of_the_question_not_of_the_matter(text):
    plan = built({**message(request("cancel")), "text": text}, tasks=[FORM])
    assert [step["action"] for step in plan["steps"]] == [FORM["action"]]
