"""How texts are written: both languages, no markup, within a message's length, and the typography of Québec."""

import re

from content_library import ENGLISH, PLACEHOLDER, Reply, documents, each, phrases, profiles, replies, texts_of_profiles

LONGEST = 1900  # characters of one message, under the 2,000 of the strictest channel
BOTH_IN_ONE = {
    "utter_two_languages",
    "utter_emergency",
    "utter_emergency_suicide",
    "utter_emergency_flood",
    "utter_attest_english",
    "utter_attest_english_explained",
    "utter_attest_declined",
    "utter_french_only",
}
KNOWN_KEYS = {"text", "condition", "channel"}
MARKUP = re.compile(r"</?\w+[^>]*>|\*\*|__|`|^#+ |\[[^\]]*\]\(|&\w+;", re.MULTILINE)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
FRENCH_FAULTS = {
    "space before ; ! or ?": re.compile(r"[ \u00a0\u202f][;!?]"),
    "no space before a colon": re.compile(r"[\w»)}]:(?!\d|//)(?=\s|$)"),
    "no space inside « »": re.compile(r"«\S|[^\s]»"),
    "English quotation marks": re.compile(r"[“”\"]"),
    "three dots": re.compile(r"\.\.\."),
    "no space before % or $": re.compile(r"\d[%$]"),
    "dollar sign in front": re.compile(r"\$\d"),
    "decimal point": re.compile(r"(?<![-\w.])\d+\.\d+(?![.\d])"),
    "a.m. or p.m.": re.compile(r"\b[ap]\.m\."),
    "two spaces": re.compile(r"\S {2,}"),
    "an ordinal of English": re.compile(r"\b\d+(?:st|nd|rd|th)\b"),
    "an ordinal day": re.compile(
        r"\ble 1 (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
    ),
    "vous is not tu": re.compile(r"\b(?:[Tt]u|[Tt]on|[Tt]es|[Tt]oi)\b"),
    "inclusive point": re.compile(r"\w\.(?:e|ne|trice|ère|es|nes)\b(?:\.s)?"),
}
ENGLISH_FAULTS = {
    "space before a sign": re.compile(r"\w [:;!?]"),
    "French quotation marks": re.compile(r"[«»]"),
    "three dots": re.compile(r"\.\.\."),
    "two spaces": re.compile(r"\S {2,}"),
    "French decimal": re.compile(r"\d,\d{1,2}(?!\d)\b(?! \d{4})"),
    "dollar sign behind": re.compile(r"\d ?\$"),
    "space before %": re.compile(r"\d %"),
    "hour of French": re.compile(r"\b\d{1,2} h\b"),
}
ARTICLE_BEFORE_NAME = re.compile(r"\b(?:le|la|les|au|du|des|the|l'|d')\s?{(?:service|ombudsman|city)}", re.IGNORECASE)


def identity(reply: Reply) -> str:
    return reply.name


@each(replies())
def test_french_first_then_english(reply):
    assert all(variant.keys() <= KNOWN_KEYS for variant in reply.variants)
    assert "condition" not in reply.variants[0], "French is the safety net: it has no condition"
    if reply.name in BOTH_IN_ONE:
        assert len(reply.variants) == 1 and " / " in reply.french
        return
    shared = [variant for variant in reply.variants if "channel" not in variant]
    assert [variant.get("condition") for variant in shared] == [None, ENGLISH]
    channels = [variant for variant in reply.variants if "channel" in variant]
    assert [variant["channel"] for variant in channels[::2]] == [variant["channel"] for variant in channels[1::2]]
    assert reply.french != reply.english or not PLACEHOLDER.sub("", reply.french).strip()


@each(replies())
def test_same_placeholders_in_both_languages(reply):
    french, english = PLACEHOLDER.findall(reply.french), PLACEHOLDER.findall(reply.english)
    assert sorted(french) == sorted(english) or set(french) == set(english) - {"email"} == set(english)


@each(replies())
def test_one_message_without_markup(reply):
    for variant in reply.variants:
        text = variant["text"]
        assert text.strip() == text
        assert not MARKUP.search(text)
        assert not EMOJI.search(text)
        assert "{{" not in text and text.count("{") == text.count("}") == len(PLACEHOLDER.findall(text))


@each(replies())
def test_fits_in_one_message_with_the_facts_of_any_city(reply):
    local = {
        language: max(
            (
                len((p["topics"].get("local") or {}).get(reply.file.stem, {}).get(language) or "")
                for p in profiles().values()
            ),
            default=0,
        )
        for language in ("fr", "en")
    }
    takes = "{local}" in reply.french
    assert len(reply.french) + takes * local["fr"] <= LONGEST
    assert len(reply.english) + takes * local["en"] <= LONGEST


@each([r for r in replies() if "{local}" in r.french])
def test_the_facts_of_the_city_stand_alone_on_their_line(reply):
    for text in (reply.french, reply.english):
        assert [line for line in text.split("\n") if "{local}" in line] == ["{local}"]


def french_texts() -> list[tuple[str, str]]:
    said = [(reply.name, reply.french) for reply in replies() if reply.name not in BOTH_IN_ONE]
    said += [
        (f"{group}.{key}", texts["fr"])
        for group, keys in phrases().items()
        for key, texts in keys.items()
        if texts["fr"] != texts["en"] and "attest" not in key
    ]
    said += [(place, french) for place, french, _ in texts_of_profiles()]
    return said + [(f"label {key}", label["fr"]) for key, label in labels()]


def english_texts() -> list[tuple[str, str]]:
    said = [(reply.name, reply.english) for reply in replies() if reply.name not in BOTH_IN_ONE]
    said += [
        (f"{group}.{key}", texts["en"])
        for group, keys in phrases().items()
        for key, texts in keys.items()
        if texts["fr"] != texts["en"] and "french" not in key
    ]
    said += [(place, english) for place, _, english in texts_of_profiles()]
    return said + [(f"label {key}", label["en"]) for key, label in labels()]


def labels() -> list[tuple[str, dict[str, str]]]:
    return [(file.stem, document["topic"]["label"]) for file, document in documents().items() if "topic" in document]


@each(FRENCH_FAULTS)
def test_typography_of_french(fault):
    found = {name: match.group() for name, text in french_texts() if (match := FRENCH_FAULTS[fault].search(text))}
    assert not found


@each(ENGLISH_FAULTS)
def test_typography_of_english(fault):
    found = {name: match.group() for name, text in english_texts() if (match := ENGLISH_FAULTS[fault].search(text))}
    assert not found


def test_names_of_a_profile_take_no_article():
    """A service may be called « On s'occupe de vous ! »: no article nor contraction fits every name."""
    assert not [name for name, text in french_texts() + english_texts() if ARTICLE_BEFORE_NAME.search(text)]
