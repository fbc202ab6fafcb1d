"""The widget's files: small, in two languages, and without any way to turn words into markup."""
import gzip
import re
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[2] / "widget"
SERVED = [WIDGET / "guichet-chat.js", *sorted((WIDGET / "src").glob("*.js")), *sorted((WIDGET / "i18n").glob("*.js")),
          WIDGET / "styles.css"]
CODE = [file for file in SERVED if file.suffix == ".js" and file.parent.name != "i18n"]
BUDGET = 25_000


def words(language: str) -> dict[str, list[str]]:
    """Keys of a language's file, each with the {values} it names."""
    text = (WIDGET / f"i18n/{language}.js").read_text(encoding="utf-8")
    entries = re.findall(r"^  (\w+): (.*?)(?=^  \w+: |^};)", text, re.M | re.S)
    return {key: sorted(re.findall(r"{(\w+)}", value)) for key, value in entries}


def test_all_of_it_compressed_is_within_budget():
    """Each file is compressed alone, as it is served, without minifying."""
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in SERVED) <= BUDGET


def test_both_languages_have_the_same_words_in_the_same_order():
    assert list(words("fr")) == list(words("en"))
    assert words("fr") == words("en")
    assert len(words("fr")) > 50


def test_every_word_asked_for_exists_and_every_word_serves():
    code = "\n".join(file.read_text(encoding="utf-8") for file in CODE)
    asked = set(re.findall(r"words\(\)?\(?\"(\w+)\"", code)) | set(re.findall(r"words\(\)\(\"(\w+)\"", code))
    known = set(words("fr"))
    assert asked - known == set()
    built = {f"{key}_{part}" for key in ("erase", "end") for part in ("ask", "yes")}
    states = {"sending", "sent", "waiting", "failed", "download", "erase", "end", "assistant", "agent"}
    assert known - asked - built - states == set()


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.name)
def test_no_word_becomes_markup(file):
    code = file.read_text(encoding="utf-8")
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser|postMessage"
    assert re.findall(sinks, code) == []


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.name)
def test_no_sentence_in_code(file):
    """Strings with accents or several words belong to i18n/."""
    code = re.sub(r"//.*|/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S if "/*" in file.name else 0)
    code = re.sub(r"^\s*\*.*$", "", code, flags=re.M)
    assert re.findall(r"\"[A-ZÀ-Ý][a-zà-ÿ]+ [a-zà-ÿ]+[^\"]*\"", code) == []


def test_the_class_is_apart_from_its_registration():
    defining = [file.name for file in SERVED if file.suffix == ".js" and "customElements.define" in file.read_text()]
    assert defining == ["guichet-chat.js"]


def test_every_file_is_short():
    assert max(len(file.read_text().splitlines()) for file in CODE) <= 260
