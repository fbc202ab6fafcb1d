"""Code and content name the same replies, phrases and values: a missing one is silence for a citizen."""

import ast
from collections import Counter

from code_names import arguments, names_in_code, phrase_calls
from content_library import PLACEHOLDER, ROOT, Reply, each, phrases, profiles, read, replies, topics, trees, where

from actions.city_types import DESTINATIONS, OTHER, SNOW_STATES, STREAMS

# cities/placeholders.py gives these to every reply; test_placeholders_of_the_profile holds the list to it
PROFILE = {
    "city",
    "service",
    "phone",
    "email",
    "office",
    "hours",
    "desk_hours",
    "ombudsman",
    "ombudsman_phone",
    "ombudsman_url",
    "privacy_officer",
    "privacy_email",
    "keep_days",
}
RESERVED = {"text", "buttons", "image", "attachment", "json_message", "template", "response", "custom", "elements"}
ENUMERATIONS = {  # a group of phrases has one phrase for each value that the city API may give
    "stream": ("Collection", "stream"),
    "destination": ("WasteItem", "destination"),
    "snow": ("Snow", "state"),
    "sidewalk": ("Snow", "sidewalk"),
    "permit": ("Permit", "permit_type"),
    "facility": ("Facility", "kind"),
}


def identity(reply: Reply) -> str:
    return reply.name


def test_every_reply_is_defined_once():
    assert not [name for name, times in Counter(reply.name for reply in replies()).items() if times > 1]


def test_every_reply_that_code_names_exists():
    assert not names_in_code() - {reply.name for reply in replies()}


def test_every_reply_that_exists_is_said():
    assert not {reply.name: where(reply.file) for reply in replies() if reply.name not in names_in_code()}


@each([topic for topic, kind in topics().items() if kind in ("answer", "account")])
def test_topics_with_editorial_content_have_their_reply(topic):
    (reply,) = [reply for reply in replies() if reply.name == f"utter_{topic}"]
    assert reply.file.stem == topic


@each(replies())
def test_placeholders_are_filled(reply):
    used = {name for variant in reply.variants for name in PLACEHOLDER.findall(variant["text"])}
    assert not used & RESERVED, "the SDK has an argument of that name"
    unknown = used - PROFILE - arguments().get(reply.name, frozenset())
    assert not unknown, f"{where(reply.file)}: no call gives {unknown}"


def test_placeholders_of_the_profile():
    source = (ROOT / "cities/placeholders.py").read_text(encoding="utf-8")
    assert {name for name in PROFILE if f'"{name}":' in source} == PROFILE
    assert source.count('":') == len(PROFILE)


def test_phrases_in_both_languages_with_the_same_names():
    wrong = [
        f"{group}.{key}"
        for group, keys in phrases().items()
        for key, texts in keys.items()
        if set(texts) != {"fr", "en"} or set(PLACEHOLDER.findall(texts["fr"])) != set(PLACEHOLDER.findall(texts["en"]))
    ]
    assert not wrong


def test_phrases_that_code_names_exist_and_get_their_values():
    for call in phrase_calls():
        group = phrases().get(call.group, {}) if call.group else {}
        if call.group is not None:
            assert group, call
        if call.group is not None and call.key is not None:
            assert call.key in group, call
            assert set(PLACEHOLDER.findall(group[call.key]["fr"])) == call.values, call


def test_phrases_that_exist_are_used():
    named = {(call.group, call.key) for call in phrase_calls()}
    whole = {group for group, key in named if key is None}
    constants = _constants()
    unused = [
        f"{group}.{key}"
        for group, keys in phrases().items()
        if group not in whole
        for key in keys
        if (group, key) not in named and key not in constants
    ]
    assert not unused


def _constants() -> set[str]:
    """Short strings of the code: keys that are chosen before `phrase` is called."""
    return {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@each(ENUMERATIONS)
def test_every_value_of_the_city_has_its_phrase(group):
    schema, field = ENUMERATIONS[group]
    described = read(ROOT / "web/city_api/openapi.yaml")["components"]["schemas"][schema]["properties"][field]
    values = {value for value in described["enum"] if value is not None}
    assert values <= set(phrases()[group])


def test_the_lists_of_the_city_are_those_of_the_contract_and_have_words_for_any_other_value():
    lists = {"stream": STREAMS, "destination": DESTINATIONS, "snow": SNOW_STATES, "sidewalk": SNOW_STATES}
    for group, known in lists.items():
        schema, field = ENUMERATIONS[group]
        described = read(ROOT / "web/city_api/openapi.yaml")["components"]["schemas"][schema]["properties"][field]
        assert {value for value in described["enum"] if value is not None} == known
        assert OTHER in phrases()[group]


def test_profiles_name_only_topics():
    for city, profile in profiles().items():
        for section in ("links", "local"):
            assert set(profile["topics"].get(section) or {}) <= set(topics()), city
