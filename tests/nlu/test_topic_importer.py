from copy import deepcopy

import pytest
from rasa.shared.nlu.training_data.entities_parser import parse_training_example

from nlu.topic_importer import TopicImporter, examples, parse, read


def _spans(message):
    return [[e[key] for key in ("entity", "value", "start", "end")] for e in message.get("entities", [])]


@pytest.mark.parametrize("line", [
    "bonjour",
    "un trou au [36 rue X](address)",
    '[vidanges]{"entity": "stream", "value": "garbage"} [demain](date)?',
    "avec (parenthèses) et [crochets]",
])
def test_reads_annotations_as_rasa_does(line):
    ours, theirs = parse(line, "x"), parse_training_example(line, "x")
    assert ours.get("text") == theirs.get("text")
    assert _spans(ours) == _spans(theirs)


def test_a_copy_is_equal_and_its_own():
    message = parse("un trou au [36 rue X](address)", "a")
    twin = deepcopy(message)
    assert twin == message == parse_training_example("un trou au [36 rue X](address)", "a")
    twin.get("entities")[0]["value"] = "12 rue Y"
    twin.set("intent", "b")
    assert message.get("entities")[0]["value"] == "36 rue X" and message.get("intent") == "a" and twin != message


def test_both_notations_of_examples_and_their_language():
    content = {"nlu": [{"intent": "a", "metadata": {"language": "fr"}, "examples": "- un\n- deux\n"},
                       {"intent": "b", "examples": [{"text": "three"}]}, {"synonym": "x", "examples": "- y\n"}]}
    found = list(examples(content))
    assert [m.get("text") for m in found] == ["un", "deux", "three"]
    assert found[0].get("metadata") == {"intent": {"language": "fr"}}


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.yml").write_text("", encoding="utf-8")
    assert read(tmp_path / "empty.yml") == {}


def test_replies_go_to_the_domain_only(importer: TopicImporter):
    assert "utter_greet" in importer.get_domain().responses
    assert importer.get_nlu_data().responses == {}


def test_every_topic_has_examples_and_a_rule(importer: TopicImporter):
    with_examples = set(importer.get_nlu_data().intents)
    assert with_examples == set(importer.get_domain().intents) - {
        "back", "restart", "session_start", "nlu_fallback", "out_of_scope_default"}
    assert len(importer.get_stories().story_steps) >= len(with_examples)


def test_an_edited_reply_does_not_change_what_is_trained(tmp_path):
    topic = tmp_path / "topic.yml"
    written = 'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - un\nresponses:\n  utter_a: [{text: "%s"}]\n'
    prints = []
    for reply in ("avant", "après"):
        topic.write_text(written % reply, encoding="utf-8")
        prints.append(TopicImporter(training_data_paths=[str(tmp_path)]).get_nlu_data().fingerprint())
    assert prints[0] == prints[1]
