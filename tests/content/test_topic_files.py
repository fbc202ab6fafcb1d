"""One topic, one file: the contract, data/topics, domain.yml, the rules and the code name the same things."""

import ast
import hashlib
import re
from collections import Counter

from content_library import ROOT, contract, documents, domain, each, read, topic_files, topics, trees

KINDS = {"answer": 21, "lookup": 13, "ticket": 14, "account": 3, "dialogue": 16}
DIGEST = "0c23004999f3fbf6f51e600b282fcf3b98e706ec6a71ff4d56a90d5c08ad8e56"
FEWEST = {"fr": 60, "en": 35}
FEWEST_OF_THE_REST = 250  # in each language: all that is not a topic has to be recognised too
THE_REST = ("out_of_scope", "other_city_matter")
COMMON_ACTIONS = {"answer": "action_answer", "account": "action_account", "ticket": "action_service_request"}
OWN_FORM = ("planning_appointment",)  # a ticket that books a slot instead of filling the common form
ENTITY = re.compile(r"\]\((\w+)\)|\]\s*{[^}]*\"entity\":\s*\"(\w+)\"")
LONGEST_LABEL = 40  # characters of a choice, on every channel


def documents_of_topics():
    return {topic: documents()[file] for topic, file in topic_files().items()}


def examples(topic: str, language: str) -> list[str]:
    blocks = [b for b in documents_of_topics()[topic]["nlu"] if (b.get("metadata") or {}).get("language") == language]
    return [line[2:] for block in blocks for line in block["examples"].splitlines() if line.startswith("- ")]


def test_the_contract_is_whole():
    lines = "\n".join(f"{area}/{topic}/{e['kind']}" for area, found in contract().items() for topic, e in found.items())
    assert Counter(topics().values()) == KINDS
    assert hashlib.sha256(lines.encode()).hexdigest() == DIGEST, (
        "topics.yml is a contract: no key is renamed or removed"
    )


def test_every_topic_has_its_file_in_its_area():
    wanted = {topic: area for area, found in contract().items() for topic in found}
    assert {topic: file.parent.name for topic, file in topic_files().items()} == wanted


def test_every_topic_is_an_intent_of_the_domain():
    assert sorted(domain()["intents"]) == sorted(topics())


@each(topics())
def test_header(topic):
    header = documents_of_topics()[topic]["topic"]
    assert header["kind"] == topics()[topic]
    assert {"label", "source", "reviewed", "valid_until"} <= header.keys()
    assert isinstance(header["source"], list)


@each(topics())
def test_only_that_intent_and_known_entities_in_the_file(topic):
    document = documents_of_topics()[topic]
    assert {block["intent"] for block in document["nlu"]} == {topic}
    assert {(block.get("metadata") or {}).get("language") for block in document["nlu"]} == {"fr", "en"}
    text = "\n".join(block["examples"] for block in document["nlu"])
    assert {a or b for a, b in ENTITY.findall(text)} <= set(domain()["entities"])


@each(topics(), ("fr", "en"))
def test_enough_different_examples(topic, language):
    found = examples(topic, language)
    assert len(found) >= (FEWEST_OF_THE_REST if topic in THE_REST else FEWEST[language])
    assert not [text for text, times in Counter(found).items() if times > 1]


def test_no_example_belongs_to_two_topics():
    owners: dict[str, set[str]] = {}
    for topic in topics():
        for language in ("fr", "en"):
            for text in examples(topic, language):
                owners.setdefault(text.lower(), set()).add(topic)
    assert not {text: sorted(found) for text, found in owners.items() if len(found) > 1}


@each(["fr", "en"])
def test_labels_are_short_and_unlike(language):
    labels = {topic: document["topic"]["label"][language] for topic, document in documents_of_topics().items()}
    assert not [label for label in labels.values() if not 0 < len(label.strip()) <= LONGEST_LABEL]
    assert not [label for label in labels.values() if label[-1] in ".?!…:;,"], "a label ends a sentence of ours"
    assert not [label for label, times in Counter(label.lower() for label in labels.values()).items() if times > 1]


def test_rules_are_unique_and_one_a_topic():
    rules = [rule for document in documents().values() for rule in document.get("rules") or []]
    assert Counter(rule["rule"] for rule in rules) == Counter(topics().keys())
    assert Counter(rule["steps"][0]["intent"] for rule in rules) == Counter(topics().keys())


@each(topics())
def test_rule_runs_the_action_of_its_kind(topic):
    (rule,) = documents_of_topics()[topic]["rules"]
    wanted = None if topic in OWN_FORM else COMMON_ACTIONS.get(topics()[topic])
    assert rule["steps"] == [{"intent": topic}, {"action": wanted or f"action_{topic}"}]


def test_actions_of_the_domain_are_those_of_the_code():
    written = {
        f"action_{statement.value.value}"
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "topic" and node.name.startswith("Action")
    }
    assert sorted(domain()["actions"]) == sorted(written)


def test_services_of_the_embedded_city_are_the_ticket_topics():
    services = read(ROOT / "web/city_api/demo/services.yml")
    assert set(services) == {topic for topic, kind in topics().items() if kind == "ticket"}
