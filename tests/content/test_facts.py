"""Facts in both languages are the same, dated, sourced, and nobody's in particular."""

import datetime
import re
import unicodedata
import warnings

from content_library import (
    DATA,
    ROOT,
    documents,
    each,
    phrases,
    profiles,
    replies,
    texts_of_profiles,
    topic_files,
    trees,
    where,
)
from figures import figures

SOON = datetime.timedelta(days=30)
LAW = re.compile(r"\b(?:[Ll]oi|[Cc]ode|[Rr]èglement sur|art\.|article)\b")
LINES = {"911", "18662773553", "988", "811", "211", "311", "511", "535353", "18665365140", "18007902424"}
NAMED = {"1 866 APPELLE": "1 866 277-3553"}
TOLL_FREE = re.compile(r"\b1[ -]8\d\d[ -]\d{3}-\d{4}\b|\b\d-\d-\d\b")
NO_CITY = ("domain.yml", "config.yml", "endpoints.yml", "credentials.yml")


def editorial() -> list[tuple[str, str, str]]:
    """(name, French, English) of all that is said: replies, phrases, local facts of profiles."""
    said = [(reply.name, reply.french, reply.english) for reply in replies() if len(reply.variants) > 1]
    said += [
        (f"{group}.{key}", texts["fr"], texts["en"]) for group, keys in phrases().items() for key, texts in keys.items()
    ]
    return said + texts_of_profiles()


@each(editorial())
def test_same_figures_in_both_languages(said):
    _, french, english = said
    assert figures(french, "fr") == figures(english, "en")


@each(topic_files())
def test_facts_have_not_lapsed(topic):
    header = documents()[topic_files()[topic]]["topic"]
    today = datetime.date.today()
    assert header["reviewed"] <= today
    assert header["valid_until"] >= today, f"{where(topic_files()[topic])} lapsed: review its facts and its dates"
    if header["valid_until"] - today < SOON:
        warnings.warn(f"{topic}: review its facts before {header['valid_until']}", stacklevel=1)


def test_figures_of_the_law_have_a_source():
    unsourced = [
        reply.name
        for reply in replies()
        if reply.file.is_relative_to(DATA / "topics")
        and LAW.search(reply.french)
        and figures(reply.french, "fr")
        and not documents()[reply.file]["topic"]["source"]
    ]
    assert not unsourced


def test_sources_are_addresses():
    for file in topic_files().values():
        for source in documents()[file]["topic"]["source"]:
            assert re.match(r"https?://\S+$", source), where(file)


def everything_said() -> list[tuple[str, str]]:
    """(place, text) of every text that may reach a citizen, emergency numbers included."""
    said = [(name, text) for name, french, english in editorial() for text in (french, english)]
    said += [(reply.name, variant["text"]) for reply in replies() for variant in reply.variants]
    bodies = (DATA / "entities/bodies.yml").read_text(encoding="utf-8")
    channels = [(where(file), file.read_text(encoding="utf-8")) for file in sorted((ROOT / "channels").rglob("*.yml"))]
    return [*said, ("data/entities/bodies.yml", bodies), *channels]


def test_numbers_of_emergency_and_help_lines():
    for place, text in everything_said():
        if place.endswith("bodies.yml"):
            continue  # its own numbers are those of each body
        unknown = {number for number in TOLL_FREE.findall(text) if re.sub(r"\D", "", number) not in LINES}
        assert not unknown, place


def test_lines_that_have_a_name_have_their_number():
    for place, text in everything_said():
        for name, number in NAMED.items():
            assert name not in text or number in text, place


def test_emergency_numbers_come_first_and_in_both_languages():
    emergencies = {reply.name: reply.french for reply in replies() if reply.name.startswith("utter_emergency")}
    assert {"utter_emergency", "utter_emergency_suicide"} <= emergencies.keys()
    for name, text in emergencies.items():
        first = text.split("\n")[0]
        assert "9-1-1" in first and " / " in first, name
    assert (
        "9-8-8" in emergencies["utter_emergency_suicide"] and "1 866 277-3553" in emergencies["utter_emergency_suicide"]
    )


def test_no_city_is_named_outside_its_profile():
    cities = [re.escape(_simple(profile["name"])) for profile in profiles().values()]
    pattern = re.compile(rf"\b(?:{'|'.join(cities)})\b")
    files = [ROOT / name for name in NO_CITY] + [file for file in trees() if file.parent.name != "cities"]
    said = {where(file): file.read_text(encoding="utf-8") for file in files}
    said.update(
        (place, text)
        for place, text in everything_said()
        if place.split()[0] not in profiles() and not place.endswith("bodies.yml")
    )
    assert not {place: pattern.findall(_simple(text)) for place, text in said.items() if pattern.search(_simple(text))}


def test_no_profile_is_named_in_code():
    names = {re.escape(name) for name in profiles()}
    for file in trees():
        if file.parent.name == "cities":
            continue
        text = file.read_text(encoding="utf-8")
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", text)  # a docstring may give an example of a profile
        assert not re.search(rf"\b(?:{'|'.join(names)})\b", code), where(file)


def _simple(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
