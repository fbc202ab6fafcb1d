"""What the content checks read: topics, files of data/, replies, phrases, profiles, syntax trees of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
CODE = ("actions", "dialogue", "channels", "nlu", "runtime", "cities", "web/desk")
PLACEHOLDER = re.compile(r"{(\w+)}")
ENGLISH = [{"type": "slot", "name": "language", "value": "en"}]


class Reply(NamedTuple):
    """A reply of data/: its name, the file, and its variants as Rasa reads them."""

    name: str
    file: Path
    variants: list[dict[str, Any]]

    def __str__(self) -> str:
        return self.name

    @property
    def french(self) -> str:
        """Text of the first variant."""
        return self.variants[0]["text"]

    @property
    def english(self) -> str:
        """Text of the English variant; the same text when there is only one, in both languages."""
        return self.variants[-1]["text"]


def read(file: Path) -> Any:
    """Content of a YAML file, read by the C library (the whole of data/ in a tenth of a second)."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def contract() -> dict[str, dict[str, dict[str, str]]]:
    """topics.yml: area, topic, {kind, scope, not}."""
    return read(ROOT / "topics.yml")


@cache
def topics() -> dict[str, str]:
    """Topic to kind."""
    return {topic: entry["kind"] for area in contract().values() for topic, entry in area.items()}


@cache
def documents() -> dict[Path, dict[str, Any]]:
    """Every Rasa file under data/, by path."""
    return {file: read(file) for folder in ("topics", "dialogue") for file in sorted((DATA / folder).rglob("*.yml"))}


@cache
def topic_files() -> dict[str, Path]:
    """Topic to its file."""
    return {file.stem: file for file in documents() if file.is_relative_to(DATA / "topics")}


@cache
def replies() -> tuple[Reply, ...]:
    """Every reply of data/, in order of file; a name that is defined twice is there twice."""
    return tuple(
        Reply(name, file, variants)
        for file, document in documents().items()
        for name, variants in (document.get("responses") or {}).items()
    )


@cache
def phrases() -> dict[str, dict[str, dict[str, str]]]:
    """Group, key, {fr, en}."""
    return documents()[DATA / "dialogue/phrases.yml"]["phrases"]


@cache
def profiles() -> dict[str, dict[str, Any]]:
    """City profiles by file name."""
    return {file.stem: read(file) for file in sorted((ROOT / "cities").glob("*.yml"))}


def texts_of_profiles() -> list[tuple[str, str, str]]:
    """What profiles say to citizens: (place, French, English)."""
    return [
        (f"{city} {topic}", texts.get("fr") or "", texts.get("en") or "")
        for city, profile in profiles().items()
        for topic, texts in ((profile.get("topics") or {}).get("local") or {}).items()
    ]


@cache
def trees() -> dict[Path, ast.Module]:
    """Syntax tree of every module of the assistant."""
    files = [file for folder in CODE for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


@cache
def domain() -> dict[str, Any]:
    """domain.yml."""
    return read(ROOT / "domain.yml")


def each(*items: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Makes one test of a check on each item (or each pair of items): all faults at once, a thousand checks a second.

    pytest's own parametrize costs more than the checks themselves.
    """

    def one_test(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            faults = []
            for values in product(*items):
                try:
                    check(*values)
                except AssertionError as fault:
                    faults.append(f"{' '.join(str(value)[:60] for value in values)}: {fault}")
            assert not faults, "\n".join(faults)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return one_test


def where(file: Path) -> str:
    """A path as an editor would look for it."""
    return str(file.relative_to(ROOT))
